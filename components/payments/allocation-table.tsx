import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { allocationKind } from '@/lib/ui/ledger-words';
import type { Payment } from './payment-words';

type Row = Payment['allocations'][number] & { sequence: number };

const what = (kind: Row['kind']): string => (kind === 'payment' ? 'Put on the order' : allocationKind(kind));

/** Row by row what was put on which order and taken off it again; each leads to its order. */
export function AllocationTable({ payment }: { payment: Payment }) {
  const columns: readonly Column<Row>[] = [
    {
      key: 'order',
      header: 'Order',
      phone: 'lead',
      cell: (row) => <span className="tabular whitespace-nowrap">Order {row.order_number}</span>,
    },
    {
      key: 'kind',
      header: 'What happened',
      phone: 'bare',
      cell: (row) => <span className="text-ink-soft">{what(row.kind)}</span>,
    },
    {
      key: 'amount',
      header: 'Amount',
      align: 'end',
      phone: 'figure',
      cell: (row) => (
        <Amount value={row.amount} currency={payment.currency} movement className="font-medium" />
      ),
    },
    {
      key: 'time',
      header: 'Time',
      align: 'end',
      phone: 'bare',
      cell: (row) => <Timestamp value={row.occurred_at} className="text-muted" />,
    },
  ];
  // Rows are only ever added at the end, so the place of a row is its name.
  const rows = payment.allocations.map((allocation, index) => ({ ...allocation, sequence: index + 1 }));
  return (
    <DataTable
      caption="What was put on orders, oldest first"
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.sequence)}
      rowHref={(row) => `/orders/${row.order_id}`}
    />
  );
}
