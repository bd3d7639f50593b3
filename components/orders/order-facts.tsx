import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import type { OutputOf } from '@/lib/operations/define';
import type { getOrder } from '@/lib/operations/orders';
import { isZero, toPlotHeight } from '@/lib/money/format';
import { actorName } from '@/lib/ui/ledger-words';

export type Order = OutputOf<typeof getOrder>;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-0.5 min-w-0 text-sm break-words">{children}</dd>
    </div>
  );
}

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
          <Link
            href={`/customers/${order.customer_id}`}
            prefetch={false}
            className="decoration-line-strong rounded underline underline-offset-4 hover:decoration-current"
          >
            {order.customer_name}
          </Link>
        </Fact>
        <Fact label="Made by">
          {actorName(order.actor)}
          {order.request_id ? (
            <span className="text-muted flex max-w-full items-center text-xs">
              <span className="truncate">
                Request <code className="font-mono">…{order.request_id.slice(-8)}</code>
              </span>
              <CopyButton text={order.request_id} what="request id" className="-my-1.5" />
            </span>
          ) : null}
        </Fact>
        {order.note ? (
          <div className="col-span-full">
            <Fact label="Note">{order.note}</Fact>
          </div>
        ) : null}
      </dl>
    </Card>
  );
}
