import { ClockCheck } from 'lucide-react';
import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { QuietLink } from '@/components/data/quiet-link';
import { openOrders } from '@/components/orders/order-address';
import { AgeBar, type Overdue } from '@/components/overdue/ages';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';

/** What is owed on orders in all, what of it is overdue, and who is furthest behind. */
export function OwedCard({ overdue }: { overdue: Overdue }) {
  const { totals, currency, data } = overdue;
  if (totals.customers === 0) return null;
  const isLate = !isZero(totals.overdue);
  const late = openOrders({ age: `over-${overdue.days}` });
  return (
    <Card aria-labelledby="owed">
      <CardHeader>
        <CardTitle id="owed">Owed on orders</CardTitle>
        <Link href="/overdue" prefetch={false} className="text-muted hover:text-ink rounded text-sm">
          Who owes what
        </Link>
      </CardHeader>
      <div className="grid gap-x-8 gap-y-4 px-4 pb-4 sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <div className="min-w-0">
          <dl className="flex flex-wrap gap-x-4 gap-y-2">
            <div className="flex-1 basis-28">
              <dt className="text-muted text-sm">In all</dt>
              <dd className="text-xl font-semibold tracking-tight">
                <Link href="/orders?status=open" prefetch={false} className="rounded hover:underline">
                  <Amount value={totals.owed} currency={currency} quietDecimals />
                </Link>
              </dd>
            </div>
            <div className="flex-1 basis-28">
              <dt className="text-muted text-sm">Overdue</dt>
              <dd className="text-xl font-semibold tracking-tight">
                <Link href={late} prefetch={false} className="rounded hover:underline">
                  <Amount
                    value={totals.overdue}
                    currency={currency}
                    quietDecimals={!isLate}
                    className={isLate ? 'text-danger' : ''}
                  />
                </Link>
              </dd>
            </div>
          </dl>
          <AgeBar buckets={totals.buckets} currency={currency} className="mt-3 h-2" />
          <p className="text-muted mt-2 text-sm">
            <QuietLink href="/orders?status=open">{counted(totals.orders, 'open order')}</QuietLink> of{' '}
            <QuietLink href="/overdue?days=0">{counted(totals.customers, 'customer')}</QuietLink>
          </p>
        </div>
        {data.length === 0 ? (
          <p className="text-muted flex items-center gap-2.5 text-sm">
            <ClockCheck className="text-positive size-5 shrink-0" aria-hidden />
            Nobody is overdue: every open order is younger than {counted(overdue.days, 'day')}.
          </p>
        ) : (
          <ol aria-label="The most overdue" className="divide-line min-w-0 divide-y">
            {data.map((row) => (
              <li
                key={row.customer_id}
                className="hover:bg-subtle/60 relative -mx-2 flex flex-wrap items-baseline gap-x-3 px-2 py-2 text-sm transition-colors sm:flex-nowrap"
              >
                <span className="min-w-0 flex-1">
                  <Link
                    href={openOrders({ customer: row.customer_id, age: `over-${overdue.days}` })}
                    prefetch={false}
                    className="focus-visible:after:outline-accent-ink block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
                  >
                    {row.customer_name}
                  </Link>
                </span>
                <span className="text-muted tabular shrink-0 max-sm:order-last max-sm:basis-full max-sm:text-xs">
                  {counted(row.oldest_days, 'day')}
                </span>
                <Amount
                  value={row.overdue}
                  currency={currency}
                  className="text-danger min-w-20 shrink-0 text-right font-medium"
                />
              </li>
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}
