import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { CopyButton } from '@/components/ui/copy-button';
import { actorName } from '@/lib/ui/ledger-words';
import type { Order } from './order-facts';

/** What was taken back, why, and by whom. */
export function OrderCancellations({ order }: { order: Order }) {
  return (
    <ol>
      {order.cancellations.map((cancellation) => (
        <li key={cancellation.id} className="border-line px-4 py-3.5 text-sm not-last:border-b sm:px-5">
          <div className="flex items-baseline justify-between gap-4">
            <p className="min-w-0 font-medium wrap-anywhere">
              {cancellation.items
                .map(({ quantity, name }) => `${quantity.toLocaleString('en-US')} × ${name}`)
                .join(', ')}
            </p>
            <Amount value={cancellation.amount} currency={order.currency} className="font-medium" />
          </div>
          {cancellation.reason ? (
            <p className="text-ink-soft mt-1 wrap-anywhere">{cancellation.reason}</p>
          ) : null}
          <p className="text-muted mt-1 flex flex-wrap items-center gap-x-2 text-xs">
            <span>{actorName(cancellation.actor)}</span>
            <Timestamp value={cancellation.occurred_at} format="full" />
            {cancellation.request_id ? (
              <span className="inline-flex items-center">
                Request <code className="ml-1 font-mono">…{cancellation.request_id.slice(-8)}</code>
                <CopyButton
                  text={cancellation.request_id}
                  what="request id of the cancellation"
                  className="-my-2"
                />
              </span>
            ) : null}
          </p>
        </li>
      ))}
    </ol>
  );
}
