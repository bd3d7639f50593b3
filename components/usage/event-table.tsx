import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { groupDigits } from '@/lib/money/format';
import { eventName, type UsageEvent } from './usage-words';

const columnsOf = (withCustomer: boolean): readonly Column<UsageEvent>[] => [
  {
    key: 'what',
    header: 'What',
    phone: 'lead',
    cell: (event) => (
      <span className="grid min-w-32">
        <span className="line-clamp-2 wrap-anywhere">{eventName(event)}</span>
        {withCustomer ? (
          <span className="text-muted line-clamp-1 text-[0.8125rem] font-normal wrap-anywhere sm:hidden">
            {event.customer_name}
          </span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'customer',
    header: 'Customer',
    phone: 'hidden',
    cell: (event) => <span className="line-clamp-2 min-w-28 wrap-anywhere">{event.customer_name}</span>,
  },
  {
    key: 'status',
    header: 'Status',
    phone: 'bare',
    cell: (event) => <StatusBadge status={event.status} />,
  },
  {
    key: 'units',
    header: 'Units',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (event) => <span className="tabular">{groupDigits(event.units)}</span>,
  },
  {
    key: 'price',
    header: 'Price',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (event) => <Amount value={event.price_per_unit} currency={event.currency} className="text-muted" />,
  },
  {
    key: 'amount',
    header: 'Cost',
    align: 'end',
    phone: 'figure',
    cell: (event) => <Amount value={event.amount} currency={event.currency} className="font-medium" />,
  },
  {
    key: 'time',
    header: 'Used',
    align: 'end',
    phone: 'bare',
    cell: (event) => <Timestamp value={event.occurred_at} className="text-muted whitespace-nowrap" />,
  },
];

export interface EventTableProps {
  caption: string;
  events: readonly UsageEvent[];
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer';
}

/** Usage events, each row a way to its page and from there to the ledger. */
export function EventTable({ caption, events, without }: EventTableProps) {
  return (
    <DataTable
      caption={caption}
      columns={columnsOf(without === undefined).filter(({ key }) => key !== without)}
      rows={events}
      rowKey={(event) => event.id}
      rowHref={(event) => `/usage/events/${event.id}`}
    />
  );
}
