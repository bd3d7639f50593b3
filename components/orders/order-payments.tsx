import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { actorName, allocationKind, methodName } from '@/lib/ui/ledger-words';
import type { Order } from './order-facts';

type Allocation = Order['allocations'][number];

/** Row by row what was put on the order and taken off it again; each leads to its payment. */
export function OrderPayments({ order }: { order: Order }) {
  const columns: readonly Column<Allocation>[] = [
    {
      key: 'kind',
      header: 'Payment',
      phone: 'lead',
      cell: (allocation) => (
        <span className="grid min-w-32">
          <span>{allocationKind(allocation.kind)}</span>
          <span className="text-muted text-xs font-normal">{methodName(allocation.method)}</span>
        </span>
      ),
    },
    {
      key: 'amount',
      header: 'Amount',
      align: 'end',
      phone: 'figure',
      cell: (allocation) => (
        <Amount value={allocation.amount} currency={order.currency} movement className="font-medium" />
      ),
    },
    {
      key: 'actor',
      header: 'By',
      phone: 'bare',
      cell: (allocation) => <span className="text-ink-soft">{actorName(allocation.actor)}</span>,
    },
    {
      key: 'time',
      header: 'Time',
      align: 'end',
      phone: 'bare',
      cell: (allocation) => <Timestamp value={allocation.occurred_at} className="text-muted" />,
    },
  ];
  return (
    <DataTable
      caption="Payments on the order"
      columns={columns}
      rows={order.allocations}
      rowKey={(allocation) => `${allocation.payment_id}.${allocation.sequence}`}
      rowHref={(allocation) => `/payments/${allocation.payment_id}`}
    />
  );
}
