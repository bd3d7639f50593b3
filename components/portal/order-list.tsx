import { Amount } from '@/components/data/amount';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { orderBadge, type OrderSummary } from '@/components/orders/order-status';
import { isZero } from '@/lib/money/format';

/** Orders of a customer: what each came to, what is still owed on it, and until when. */
export function OrderList({ orders }: { orders: readonly OrderSummary[] }) {
  return (
    <ul>
      {orders.map((order) => {
        const isOwed = !isZero(order.outstanding);
        return (
          <li
            key={order.id}
            className="not-last:border-line grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-3.5 text-sm not-last:border-b sm:px-6"
          >
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              Order {order.number}
              <StatusBadge status={orderBadge(order)} />
            </p>
            <p className="text-right font-medium">
              <Amount value={isOwed ? order.outstanding : order.total} currency={order.currency} />
            </p>
            <p className="text-muted min-w-0 break-words">
              <Timestamp value={order.placed_at} format="date" />
              {order.note === null ? '' : ` · ${order.note}`}
            </p>
            <p className="text-muted text-right">
              {isOwed ? (
                <>
                  {order.overdue ? 'Was due ' : 'Due '}
                  <Timestamp value={order.due_at} format="date" />
                </>
              ) : null}
            </p>
            {isOwed && order.outstanding !== order.total ? (
              <p className="text-muted col-span-full text-xs">
                Of <Amount value={order.total} currency={order.currency} />,{' '}
                <Amount value={order.paid} currency={order.currency} /> paid
                {isZero(order.cancelled) ? null : (
                  <>
                    , <Amount value={order.cancelled} currency={order.currency} /> cancelled
                  </>
                )}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
