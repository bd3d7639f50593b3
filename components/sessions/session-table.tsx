import { ActorCell } from '@/components/data/actor';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { groupDigits } from '@/lib/money/format';
import { formatClock } from '@/lib/ui/duration';
import { SessionBadge } from './session-badge';
import { rateText, rowsOf, type SessionPage, type SessionRow } from './session-words';
import { CreditsUsed, Elapsed, RefreshAtEnd } from './ticking';

const customerColumn: Column<SessionRow> = {
  key: 'customer',
  header: 'Customer',
  phone: 'lead',
  cell: ({ session }) => <span className="line-clamp-2 min-w-32 wrap-anywhere">{session.customer_name}</span>,
};

/** A row begins with what leads to its page: the customer, or when it began where that is the same in every row. */
const columnsOf = (withCustomer: boolean): readonly Column<SessionRow>[] => [
  ...(withCustomer ? [customerColumn] : []),
  {
    key: 'started',
    header: 'Started',
    phone: withCustomer ? 'bare' : 'lead',
    cell: ({ session }) => <Timestamp value={session.started_at} className="whitespace-nowrap" />,
  },
  {
    key: 'outcome',
    header: 'Outcome',
    phone: 'bare',
    cell: ({ session }) => <SessionBadge session={session} />,
  },
  {
    key: 'description',
    header: 'What for',
    phone: 'hidden',
    show: 'wide',
    cell: ({ session }) =>
      session.description ? (
        <span className="line-clamp-2 min-w-28 wrap-anywhere">{session.description}</span>
      ) : (
        <span className="text-muted">Not said</span>
      ),
  },
  {
    key: 'ended-by',
    header: 'Ended by',
    phone: 'hidden',
    show: 'wide',
    cell: ({ session }) =>
      session.ended_by === null ? (
        <span className="text-muted">{session.end_reason === null ? 'Nobody yet' : 'By itself'}</span>
      ) : (
        <ActorCell actor={session.ended_by} requestId={null} />
      ),
  },
  {
    key: 'rate',
    header: 'Rate',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: ({ session }) => (
      <span className="text-muted tabular whitespace-nowrap">{rateText(session.credits_per_minute)}</span>
    ),
  },
  {
    key: 'lasted',
    header: 'Lasted',
    align: 'end',
    cell: ({ session, moment }) =>
      session.status === 'active' ? (
        <Elapsed moment={moment} />
      ) : (
        <span className="tabular whitespace-nowrap">{formatClock(session.seconds)}</span>
      ),
  },
  {
    key: 'used',
    header: 'Credits used',
    align: 'end',
    phone: 'figure',
    cell: ({ session, moment }) => (
      <>
        {session.status === 'active' ? (
          <CreditsUsed moment={moment} className="font-medium" />
        ) : (
          <span className="tabular font-medium">{groupDigits(session.credits_used)}</span>
        )}
        <span className="text-muted sm:hidden">used</span>
      </>
    ),
  },
];

export interface SessionTableProps {
  caption: string;
  page: SessionPage;
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer';
}

/** Sessions, ended or not, each row a way to its page and from there to the ledger. Those that run move on. */
export function SessionTable({ caption, page, without }: SessionTableProps) {
  const rows = rowsOf(page);
  const running = rows.filter(({ session }) => session.status === 'active');
  return (
    <>
      <DataTable
        caption={caption}
        columns={columnsOf(without === undefined)}
        rows={rows}
        rowKey={({ session }) => session.id}
        rowHref={({ session }) => `/sessions/${session.id}`}
      />
      <RefreshAtEnd moments={running.map(({ moment }) => moment)} />
    </>
  );
}
