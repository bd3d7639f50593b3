import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import type { listCustomers } from '@/lib/operations/customers';
import type { OutputOf } from '@/lib/operations/define';
import { isZero } from '@/lib/money/format';
import { withParameters, type SearchParams } from '@/lib/ui/search-params';
import { Runway } from './runway';

export type Customer = OutputOf<typeof listCustomers>['data'][number];

export const customerSorts = ['created', 'name', 'balance', 'owed', 'hourly', 'runway'] as const;
export type CustomerSort = (typeof customerSorts)[number];

export interface CustomerTableProps {
  customers: readonly Customer[];
  params: SearchParams;
  sort: CustomerSort;
  direction: 'asc' | 'desc';
}

/** What a first click on a column asks for: names from A, the shortest runway, the largest sums, the newest. */
const firstDirection: Record<CustomerSort, 'asc' | 'desc'> = {
  created: 'desc',
  name: 'asc',
  balance: 'desc',
  owed: 'desc',
  hourly: 'desc',
  runway: 'asc',
};

export function defaultDirection(sort: CustomerSort): 'asc' | 'desc' {
  return firstDirection[sort];
}

export function CustomerTable({ customers, params, sort, direction }: CustomerTableProps) {
  const sortBy = (column: CustomerSort): NonNullable<Column<Customer>['sort']> => {
    const active = sort === column;
    const next = active ? (direction === 'asc' ? 'desc' : 'asc') : firstDirection[column];
    return {
      direction: active ? direction : null,
      // A cursor belongs to one order of the rows, so it goes when the order changes.
      href: withParameters('/customers', params, {
        sort: column,
        direction: next,
        cursor: null,
        trail: null,
        create: null,
      }),
    };
  };
  const columns: readonly Column<Customer>[] = [
    {
      key: 'name',
      header: 'Customer',
      phone: 'lead',
      sort: sortBy('name'),
      cell: (customer) => (
        <span className="grid min-w-32">
          <span className="line-clamp-2 wrap-anywhere">{customer.name}</span>
          {customer.email ? (
            <span className="text-muted line-clamp-1 text-xs font-normal break-all">{customer.email}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      phone: 'bare',
      cell: (customer) => <StatusBadge status={customer.status} />,
    },
    {
      key: 'balance',
      header: 'Balance',
      align: 'end',
      phone: 'figure',
      sort: sortBy('balance'),
      cell: (customer) => (
        <Amount value={customer.balance} currency={customer.currency} className="font-medium" />
      ),
    },
    {
      key: 'owed',
      header: 'Owed',
      align: 'end',
      sort: sortBy('owed'),
      cell: (customer) =>
        isZero(customer.owed) ? (
          <span className="text-muted">Nothing</span>
        ) : (
          <Amount value={customer.owed} currency={customer.currency} />
        ),
    },
    {
      key: 'hourly',
      header: 'Per hour',
      align: 'end',
      // What a list is in the order of is shown at every width.
      ...(sort === 'hourly' ? {} : { phone: 'hidden', show: 'wide' }),
      sort: sortBy('hourly'),
      cell: (customer) =>
        isZero(customer.hourly_debit_amount) ? (
          <span className="text-muted">None</span>
        ) : (
          <Amount value={customer.hourly_debit_amount} currency={customer.currency} />
        ),
    },
    {
      key: 'runway',
      header: 'Runway',
      align: 'end',
      sort: sortBy('runway'),
      cell: (customer) => <Runway hours={customer.runway_hours} />,
    },
    {
      key: 'created',
      header: 'Created',
      align: 'end',
      phone: 'hidden',
      show: 'wide',
      sort: sortBy('created'),
      cell: (customer) => <Timestamp value={customer.created_at} className="text-muted" />,
    },
  ];
  return (
    <DataTable
      caption="Customers"
      columns={columns}
      rows={customers}
      rowKey={(customer) => customer.id}
      rowHref={(customer) => `/customers/${customer.id}`}
    />
  );
}
