import Link from 'next/link';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { formatAmount, groupDigits, toPlotHeight } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import { sessionsOf } from './session-address';
import type { SessionAnalytics } from './session-words';

/** Who used most credits in the period; each leads to their sessions of these days. */
export function TopSessions({ analytics }: { analytics: SessionAnalytics }) {
  const { top_customers: customers, from_day: from, to_day: to } = analytics;
  const most = toPlotHeight(customers[0]?.credits ?? '0');
  return (
    <Card aria-labelledby="top-customers">
      <CardHeader>
        <CardTitle id="top-customers">Top customers</CardTitle>
      </CardHeader>
      {customers.length === 0 ? (
        <p className="text-muted px-4 pb-5 text-sm sm:px-5">Nobody had a session in this period.</p>
      ) : (
        <ol className="pb-2">
          {customers.map((customer) => (
            <li
              key={customer.customer_id}
              className="hover:bg-subtle/60 relative px-4 py-2.5 transition-colors sm:px-5"
            >
              <div className="flex items-baseline justify-between gap-3 text-sm">
                <Link
                  href={sessionsOf({ from, to, customer: customer.customer_id })}
                  prefetch={false}
                  className="focus-visible:after:outline-accent-ink min-w-0 truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
                >
                  {customer.customer_name}
                </Link>
                <span className="tabular shrink-0">{formatAmount(customer.credits, 'credit')}</span>
              </div>
              <div className="mt-1.5 flex items-center gap-3">
                <div aria-hidden className="bg-subtle h-1 flex-1 overflow-hidden rounded-full">
                  <div
                    className="bg-accent h-full rounded-full"
                    style={{
                      width: `${most > 0 ? Math.max(2, (toPlotHeight(customer.credits) / most) * 100) : 0}%`,
                    }}
                  />
                </div>
                <span className="text-muted tabular text-xs">
                  {counted(customer.sessions, 'session')}, {groupDigits(customer.minutes)} min
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
