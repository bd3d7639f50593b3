import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { isZero } from '@/lib/money/format';
import { orderBadge, type OrderSummary } from './order-status';

const columns: readonly Column<OrderSummary>[] = [
  {
    key: 'number',
    header: 'Order',
    phone: 'lead',
    cell: (order) => (
      <span className="grid">
        <span className="tabular">
          <span className="sm:sr-only">Order </span>
          {order.number}
        </span>
        <span className="text-muted line-clamp-1 text-[0.8125rem] font-normal wrap-anywhere sm:hidden">
          {order.customer_name}
        </span>
      </span>
    ),
  },
  {
    key: 'customer',
    header: 'Customer',
    phone: 'hidden',
    cell: (order) => <span className="line-clamp-2 min-w-32 wrap-anywhere">{order.customer_name}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    phone: 'bare',
    cell: (order) => <StatusBadge status={orderBadge(order)} />,
  },
  {
    key: 'items',
    header: 'Pieces',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (order) => <span className="tabular">{order.item_count.toLocaleString('en-US')}</span>,
  },
  {
    key: 'total',
    header: 'Total',
    align: 'end',
    phone: 'figure',
    cell: (order) => <Amount value={order.total} currency={order.currency} className="font-medium" />,
  },
  {
    key: 'outstanding',
    header: 'Outstanding',
    align: 'end',
    phone: 'line',
    cell: (order) =>
      isZero(order.outstanding) ? (
        <span className="text-muted max-sm:hidden">Nothing</span>
      ) : (
        <span>
          <span className="text-muted sm:hidden">Outstanding </span>
          <Amount
            value={order.outstanding}
            currency={order.currency}
            className={order.overdue ? 'text-danger font-medium' : ''}
          />
        </span>
      ),
  },
  {
    key: 'due',
    header: 'Due',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (order) =>
      order.status === 'open' ? (
        <Timestamp
          value={order.due_at}
          format="date"
          className={order.overdue ? 'text-danger' : 'text-muted'}
        />
      ) : null,
  },
  {
    key: 'placed',
    header: 'Placed',
    align: 'end',
    phone: 'bare',
    cell: (order) => <Timestamp value={order.placed_at} className="text-muted" />,
  },
];

export interface OrderTableProps {
  orders: readonly OrderSummary[];
  caption?: string;
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer';
}

/** Orders, each row a way to its page. */
export function OrderTable({ orders, caption = 'Orders, newest first', without }: OrderTableProps) {
  const shown = columns
    .filter((column) => column.key !== without)
    .map((column) =>
      without === 'customer' && column.key === 'number'
        ? { ...column, cell: (order: OrderSummary) => <span className="tabular">Order {order.number}</span> }
        : column,
    );
  return (
    <DataTable
      caption={caption}
      columns={shown}
      rows={orders}
      rowKey={(order) => order.id}
      rowHref={(order) => `/orders/${order.id}`}
    />
  );
}
