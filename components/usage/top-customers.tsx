import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { isZero, toPlotHeight } from '@/lib/money/format';
import { QuietLink } from '@/components/data/quiet-link';
import { eventsOf } from './usage-address';
import type { UsageSummary } from './usage-words';

export interface TopCustomersProps {
  summary: UsageSummary;
  className?: string;
}

/** Whose usage cost most in the period, and what of all their usage is not billed yet; each leads to its rows. */
export function TopCustomers({ summary, className }: TopCustomersProps) {
  const { customers, currency, from_day: from, to_day: to } = summary;
  const most = toPlotHeight(customers[0]?.amount ?? '0');
  return (
    <Card aria-labelledby="top-customers" className={className}>
      <CardHeader>
        <CardTitle id="top-customers">Top customers</CardTitle>
      </CardHeader>
      {customers.length === 0 ? (
        <p className="text-muted px-4 pb-5 text-sm sm:px-5">Nobody used anything in this period.</p>
      ) : (
        <ol className="pb-2">
          {customers.map((customer) => (
            <li
              key={customer.customer_id}
              className="hover:bg-subtle/60 relative px-4 py-2.5 transition-colors sm:px-5"
            >
              <div className="flex items-baseline justify-between gap-3 text-sm">
                <Link
                  href={eventsOf({ customer: customer.customer_id, from, to })}
                  prefetch={false}
                  className="focus-visible:after:outline-accent-ink min-w-0 truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
                >
                  {customer.customer_name}
                </Link>
                <Amount value={customer.amount} currency={currency} className="shrink-0" />
              </div>
              <div className="mt-1.5 flex items-center gap-3">
                <div aria-hidden className="bg-subtle h-1 flex-1 overflow-hidden rounded-full">
                  <div
                    className="bg-accent h-full rounded-full"
                    style={{
                      width: `${most > 0 ? Math.max(2, (toPlotHeight(customer.amount) / most) * 100) : 0}%`,
                    }}
                  />
                </div>
                <span className="text-muted text-xs">
                  {isZero(customer.unbilled) ? (
                    'All billed'
                  ) : (
                    <QuietLink
                      href={`/usage/unbilled?customer=${customer.customer_id}`}
                      className="relative inline-block"
                    >
                      <Amount value={customer.unbilled} currency={currency} /> unbilled
                      <span className="sr-only"> of {customer.customer_name}</span>
                    </QuietLink>
                  )}
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
