import { MadeBy } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { Fact } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import type { OutputOf } from '@/lib/operations/define';
import type { getOrder } from '@/lib/operations/orders';
import { isZero, toPlotHeight } from '@/lib/money/format';

export type Order = OutputOf<typeof getOrder>;

/** For a picture only: the share of the total that is paid, and that was cancelled. */
function share(amount: string, total: string): string {
  const whole = toPlotHeight(total);
  return whole > 0 ? `${(toPlotHeight(amount) / whole) * 100}%` : '0%';
}

function Due({ order }: { order: Order }) {
  if (order.status === 'cancelled') return 'Nothing is owed on it: it was cancelled.';
  if (order.status === 'paid') return 'Paid in full.';
  return (
    <>
      {order.overdue ? 'Overdue since ' : 'Due by '}
      <Timestamp value={order.due_at} format="date" className={order.overdue ? 'text-danger' : 'text-ink'} />
    </>
  );
}

/** What is still to pay, large, how it came to that, and who made the order. */
export function OrderFacts({ order }: { order: Order }) {
  const amount = (value: string) => <Amount value={value} currency={order.currency} />;
  return (
    <Card aria-label="Figures" className="grid overflow-hidden lg:grid-cols-[minmax(16rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <p className="text-muted text-sm">Outstanding</p>
        <p className="mt-1 text-4xl font-semibold tracking-tight">
          <Amount
            value={order.outstanding}
            currency={order.currency}
            quietDecimals={!order.overdue}
            className={order.overdue ? 'text-danger' : ''}
          />
        </p>
        <div
          aria-hidden
          className="bg-subtle ring-line mt-4 flex h-1.5 overflow-hidden rounded-full ring-1 ring-inset"
        >
          <div className="bg-positive" style={{ width: share(order.paid, order.total) }} />
          <div className="bg-line-strong" style={{ width: share(order.cancelled, order.total) }} />
        </div>
        <p className="text-muted mt-2.5 text-sm">
          <Due order={order} />
        </p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Total">{amount(order.total)}</Fact>
        <Fact label="Paid">
          {isZero(order.paid) ? <span className="text-muted">Nothing</span> : amount(order.paid)}
        </Fact>
        <Fact label="Cancelled">
          {isZero(order.cancelled) ? <span className="text-muted">Nothing</span> : amount(order.cancelled)}
        </Fact>
        <Fact label="Placed">
          <Timestamp value={order.placed_at} format="full" />
        </Fact>
        <Fact label="Customer">
          <QuietLink href={`/customers/${order.customer_id}`}>{order.customer_name}</QuietLink>
        </Fact>
        <Fact label="Made by">
          <MadeBy actor={order.actor} requestId={order.request_id} />
        </Fact>
        {order.note ? (
          <Fact label="Note" className="col-span-full">
            {order.note}
          </Fact>
        ) : null}
      </dl>
    </Card>
  );
}
