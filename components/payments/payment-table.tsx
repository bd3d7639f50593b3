import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { isZero } from '@/lib/money/format';
import { methodName } from '@/lib/ui/ledger-words';
import { counted } from '@/lib/ui/words';
import type { Payment } from './payment-words';

/** The orders that a payment was put on when it came. */
function ordersOf(payment: Payment): string {
  const put = payment.allocations.filter(({ kind }) => kind === 'payment');
  const [first] = put;
  if (!first) return 'No order';
  return put.length === 1 ? `Order ${first.order_number}` : counted(put.length, 'order');
}

const columns: readonly Column<Payment>[] = [
  {
    key: 'customer',
    header: 'Customer',
    phone: 'lead',
    cell: (payment) => (
      <span className="grid min-w-32">
        <span className="line-clamp-2 wrap-anywhere">{payment.customer_name}</span>
        {payment.reference ? (
          <span className="text-muted line-clamp-1 text-xs font-normal wrap-anywhere">
            {payment.reference}
          </span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    phone: 'bare',
    cell: (payment) => <StatusBadge status={payment.status} />,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'end',
    phone: 'figure',
    cell: (payment) => (
      <Amount
        value={payment.amount}
        currency={payment.currency}
        className={payment.status === 'reversed' ? 'text-muted font-medium line-through' : 'font-medium'}
      />
    ),
  },
  {
    key: 'method',
    header: 'Paid by',
    phone: 'bare',
    show: 'wide',
    cell: (payment) => <span className="text-ink-soft whitespace-nowrap">{methodName(payment.method)}</span>,
  },
  {
    key: 'orders',
    header: 'Put on',
    phone: 'bare',
    cell: (payment) => <span className="text-ink-soft whitespace-nowrap">{ordersOf(payment)}</span>,
  },
  {
    key: 'to_balance',
    header: 'To balance',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (payment) =>
      isZero(payment.to_balance) ? (
        <span className="text-muted">Nothing</span>
      ) : (
        <Amount value={payment.to_balance} currency={payment.currency} />
      ),
  },
  {
    key: 'received',
    header: 'Received',
    align: 'end',
    phone: 'bare',
    cell: (payment) => <Timestamp value={payment.received_at} className="text-muted" />,
  },
];

export interface PaymentTableProps {
  payments: readonly Payment[];
  caption?: string;
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer';
}

/** Payments, each row a way to its page. */
export function PaymentTable({ payments, caption = 'Payments, newest first', without }: PaymentTableProps) {
  const shown: readonly Column<Payment>[] =
    without === 'customer'
      ? [
          {
            key: 'reference',
            header: 'Payment',
            phone: 'lead',
            cell: (payment) => (
              <span className="line-clamp-2 min-w-32 wrap-anywhere">
                {payment.reference ?? methodName(payment.method)}
              </span>
            ),
          },
          ...columns.filter(({ key }) => key !== 'customer'),
        ]
      : columns;
  return (
    <DataTable
      caption={caption}
      columns={shown}
      rows={payments}
      rowKey={(payment) => payment.id}
      rowHref={(payment) => `/payments/${payment.id}`}
    />
  );
}
