import { ActorCell } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { RefreshAtEnd } from '@/components/sessions/ticking';
import { isZero } from '@/lib/money/format';
import { Countdown } from './countdown';
import { HoldBadge } from './hold-badge';
import { rowsOf, type HoldPage, type HoldRow } from './hold-words';

const customerColumn: Column<HoldRow> = {
  key: 'customer',
  header: 'Customer',
  phone: 'lead',
  cell: ({ hold }) => <span className="line-clamp-2 min-w-32 wrap-anywhere">{hold.customer_name}</span>,
};

/** A row begins with what leads to its page: the customer, or when it was made where that is the same in every row. */
const columnsOf = (withCustomer: boolean): readonly Column<HoldRow>[] => [
  ...(withCustomer ? [customerColumn] : []),
  {
    key: 'created',
    header: 'Made',
    phone: withCustomer ? 'bare' : 'lead',
    cell: ({ hold }) => <Timestamp value={hold.created_at} className="whitespace-nowrap" />,
  },
  {
    key: 'status',
    header: 'Status',
    phone: 'bare',
    cell: ({ hold }) => <HoldBadge status={hold.status} />,
  },
  {
    key: 'held',
    header: 'On hold',
    align: 'end',
    phone: 'figure',
    cell: ({ hold }) => <Held hold={hold} />,
  },
  {
    key: 'captured',
    header: 'Captured',
    align: 'end',
    cell: ({ hold }) => (
      <Amount
        value={hold.captured}
        currency={hold.unit}
        className={isZero(hold.captured) ? 'text-muted' : ''}
      />
    ),
  },
  {
    key: 'until',
    header: 'Time left',
    align: 'end',
    cell: ({ hold, moment }) =>
      hold.status === 'active' ? (
        <Countdown moment={moment} />
      ) : (
        <span className="text-muted whitespace-nowrap">None</span>
      ),
  },
  {
    key: 'description',
    header: 'What for',
    phone: 'hidden',
    show: 'wide',
    cell: ({ hold }) =>
      hold.description ? (
        <span className="line-clamp-2 min-w-28 wrap-anywhere">{hold.description}</span>
      ) : (
        <span className="text-muted">Not said</span>
      ),
  },
  {
    key: 'actor',
    header: 'By',
    phone: 'hidden',
    show: 'wide',
    cell: ({ hold }) => <ActorCell actor={hold.actor} requestId={hold.request_id} />,
  },
];

/** What is held still, and of how much; of one that is over, how much it was. */
function Held({ hold }: Pick<HoldRow, 'hold'>) {
  if (hold.status !== 'active')
    return (
      <span className="text-muted">
        <span className="sr-only">Nothing, it was </span>
        <Amount value={hold.amount} currency={hold.unit} className="line-through decoration-1" />
      </span>
    );
  return <Amount value={hold.held} currency={hold.unit} className="font-medium" />;
}

export interface HoldTableProps {
  caption: string;
  page: HoldPage;
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer';
}

/** Holds, over or not, each row a way to its page and from there to the ledger. Those that hold count down. */
export function HoldTable({ caption, page, without }: HoldTableProps) {
  const rows = rowsOf(page);
  const active = rows.filter(({ hold }) => hold.status === 'active');
  return (
    <>
      <DataTable
        caption={caption}
        columns={columnsOf(without === undefined)}
        rows={rows}
        rowKey={({ hold }) => hold.id}
        rowHref={({ hold }) => `/holds/${hold.id}`}
      />
      <RefreshAtEnd moments={active.map(({ moment }) => moment)} />
    </>
  );
}
