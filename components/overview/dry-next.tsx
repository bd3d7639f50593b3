import { Droplets } from 'lucide-react';
import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { EmptyState } from '@/components/data/empty-state';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import type { OutputOf } from '@/lib/operations/define';
import type { getOverview } from '@/lib/operations/overview';
import { cn } from '@/lib/ui/cn';
import { formatHours } from '@/lib/ui/duration';

type Customer = OutputOf<typeof getOverview>['dry_next'][number];

const day = 24;

/** How full the bar is: three days and more are full. */
function fullness(hours: number): number {
  return Math.min(100, Math.max(2, (hours / (3 * day)) * 100));
}

export function DryNext({ customers, className }: { customers: readonly Customer[]; className?: string }) {
  return (
    <Card aria-labelledby="dry-next" className={className}>
      <CardHeader>
        <CardTitle id="dry-next">Who runs dry next</CardTitle>
        <Link
          href="/customers?sort=runway&status=active"
          prefetch={false}
          className="text-muted hover:text-ink rounded text-sm"
        >
          See all
        </Link>
      </CardHeader>
      {customers.length === 0 ? (
        <EmptyState icon={Droplets} title="Nobody is drawn down by the hour" level={3} className="py-8">
          Give a customer an hourly amount and their runway shows here.
        </EmptyState>
      ) : (
        <ol className="pb-2">
          {customers.map((customer) => {
            const hours = customer.runway_hours ?? 0;
            return (
              <li
                key={customer.id}
                className="hover:bg-subtle/60 relative px-4 py-2.5 transition-colors sm:px-5"
              >
                <div className="flex items-baseline justify-between gap-3 text-sm">
                  <Link
                    href={`/customers/${customer.id}`}
                    prefetch={false}
                    className="focus-visible:after:outline-accent-ink min-w-0 truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
                  >
                    {customer.name}
                  </Link>
                  <span
                    className={cn(
                      'tabular shrink-0',
                      hours === 0 ? 'text-danger font-medium' : hours < day ? 'text-warning' : 'text-muted',
                    )}
                  >
                    {hours === 0 ? 'Dry now' : `${formatHours(hours)} left`}
                  </span>
                </div>
                <div className="mt-1.5 flex items-center gap-3">
                  <div aria-hidden className="bg-subtle h-1 flex-1 overflow-hidden rounded-full">
                    <div
                      className={cn(
                        'h-full rounded-full',
                        hours === 0 ? 'bg-danger-solid' : hours < day ? 'bg-warning' : 'bg-accent',
                      )}
                      style={{ width: `${fullness(hours)}%` }}
                    />
                  </div>
                  <Amount
                    value={customer.balance}
                    currency={customer.currency}
                    className="text-muted text-xs"
                  />
                </div>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
