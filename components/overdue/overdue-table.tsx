import Link from 'next/link';
import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { QuietLink } from '@/components/data/quiet-link';
import { openOrders } from '@/components/orders/order-address';
import { isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import { AgeBar, ages, type Overdue } from './ages';
import { PaymentButton } from './payment-button';

type Row = Overdue['data'][number];

/** A figure of a row, on top of the link that the whole row is. */
function Figure({ href, what, children }: { href: string; what: string; children: ReactNode }) {
  return (
    <QuietLink href={href} className="relative inline-block">
      <span className="sr-only">{what}: </span>
      {children}
    </QuietLink>
  );
}

function columnsOf({ currency, days, date, mayRecord }: Omit<OverdueTableProps, 'rows'>): Column<Row>[] {
  const ordersOf = (row: Row, age?: string) =>
    openOrders({
      customer: row.customer_id,
      ...(age !== undefined && { age }),
      ...(date !== undefined && { date }),
    });
  return [
    {
      key: 'customer',
      header: 'Customer',
      phone: 'lead',
      cell: (row) => (
        <span className="grid min-w-32">
          <span className="line-clamp-2 wrap-anywhere">{row.customer_name}</span>
          {row.customer_email ? (
            <span className="text-muted line-clamp-1 text-xs font-normal wrap-anywhere">
              {row.customer_email}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'overdue',
      header: 'Overdue',
      align: 'end',
      phone: 'figure',
      cell: (row) => (
        <span className="grid">
          <Figure href={ordersOf(row, `over-${days}`)} what="Overdue orders">
            <Amount value={row.overdue} currency={currency} className="text-danger font-medium" />
          </Figure>
          <span className="text-muted text-xs">{counted(row.overdue_orders, 'order')}</span>
        </span>
      ),
    },
    {
      key: 'owed',
      header: 'Owed in all',
      align: 'end',
      phone: 'line',
      cell: (row) => (
        <>
          <span className="text-muted sm:hidden">Owed in all</span>
          <Figure href={ordersOf(row)} what="All open orders">
            <Amount value={row.owed} currency={currency} />
          </Figure>
        </>
      ),
    },
    {
      key: 'oldest',
      header: 'Oldest',
      phone: 'line',
      cell: (row) => (
        <span className="grid w-full gap-1.5 whitespace-nowrap sm:w-26">
          <span className="max-sm:flex max-sm:items-baseline max-sm:gap-1">
            <span className="text-muted sm:hidden">Oldest</span>
            <span className="tabular font-medium">{counted(row.oldest_days, 'day')}</span>
            <Link
              href={`/orders/${row.oldest_order_id}`}
              prefetch={false}
              className="text-muted hover:text-ink decoration-line-strong relative inline-block rounded px-1 py-0.5 underline underline-offset-4"
            >
              <span className="sr-only">Oldest order: </span>#{row.oldest_order_number}
            </Link>
          </span>
          <AgeBar buckets={row.buckets} currency={currency} />
        </span>
      ),
    },
    ...ages.map(({ key, label, short, age }): Column<Row> => ({
      key,
      header: short,
      align: 'end',
      show: 'wide',
      phone: 'hidden',
      cell: (row) =>
        isZero(row.buckets[key]) ? (
          <span className="text-muted">–</span>
        ) : (
          <Figure href={ordersOf(row, age)} what={label}>
            <Amount value={row.buckets[key]} currency={currency} />
          </Figure>
        ),
    })),
    ...(mayRecord
      ? [
          {
            key: 'payment',
            header: 'Payment',
            align: 'end',
            phone: 'line',
            cell: (row) => (
              <PaymentButton customer={{ id: row.customer_id, name: row.customer_name, currency }} />
            ),
          } satisfies Column<Row>,
        ]
      : []),
  ];
}

export interface OverdueTableProps {
  rows: readonly Row[];
  currency: string;
  /** After how many days an order counts here. */
  days: number;
  /** Where it is not of now: the date at whose end it was so. */
  date?: string | undefined;
  mayRecord: boolean;
}

/** Who is overdue, the most overdue first; each row leads to what the customer has not paid. */
export function OverdueTable({ rows, ...more }: OverdueTableProps) {
  return (
    <DataTable
      caption="Overdue customers, the most overdue first"
      columns={columnsOf(more)}
      rows={rows}
      rowKey={(row) => row.customer_id}
      rowHref={(row) =>
        openOrders({ customer: row.customer_id, ...(more.date !== undefined && { date: more.date }) })
      }
    />
  );
}
