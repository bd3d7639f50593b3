import { DataTable, type Column } from '@/components/data/data-table';
import { rateText, rowsOf, type SessionPage, type SessionRow } from './session-words';
import { StopSessionButton } from './stop-session-button';
import { CreditsLeft, CreditsUsed, Elapsed, RefreshAtEnd, TimeLeft } from './ticking';

const columnsOf = (mayStop: boolean): readonly Column<SessionRow>[] => [
  {
    key: 'customer',
    header: 'Customer',
    phone: 'lead',
    cell: ({ session }) => (
      <span className="grid min-w-32">
        <span className="line-clamp-2 wrap-anywhere">{session.customer_name}</span>
        {session.description ? (
          <span className="text-muted line-clamp-1 text-xs font-normal wrap-anywhere">
            {session.description}
          </span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'left',
    header: 'Credits left',
    align: 'end',
    phone: 'figure',
    cell: ({ moment }) => (
      <>
        <CreditsLeft moment={moment} className="font-medium" />
        <span className="text-muted sm:hidden">left</span>
      </>
    ),
  },
  {
    key: 'time',
    header: 'Time left',
    align: 'end',
    cell: ({ moment }) => <TimeLeft moment={moment} />,
  },
  {
    key: 'elapsed',
    header: 'Elapsed',
    align: 'end',
    cell: ({ moment }) => <Elapsed moment={moment} />,
  },
  {
    key: 'used',
    header: 'Used',
    align: 'end',
    cell: ({ moment }) => <CreditsUsed moment={moment} />,
  },
  {
    key: 'rate',
    header: 'Rate',
    align: 'end',
    phone: 'hidden',
    cell: ({ session }) => (
      <span className="text-muted tabular whitespace-nowrap">{rateText(session.credits_per_minute)}</span>
    ),
  },
  ...(mayStop
    ? [
        {
          key: 'stop',
          header: 'Action',
          align: 'end' as const,
          phone: 'bare' as const,
          cell: ({ session }: SessionRow) => (
            <StopSessionButton session={session} size="small" className="relative" />
          ),
        },
      ]
    : []),
];

export interface RunningTableProps {
  page: SessionPage;
  mayStop: boolean;
}

/** Every session that runs, each second: who, how long, what is left, and a way to stop it. */
export function RunningTable({ page, mayStop }: RunningTableProps) {
  const rows = rowsOf(page);
  return (
    <>
      <DataTable
        caption="Running sessions"
        columns={columnsOf(mayStop)}
        rows={rows}
        rowKey={({ session }) => session.id}
        rowHref={({ session }) => `/sessions/${session.id}`}
      />
      <RefreshAtEnd moments={rows.map(({ moment }) => moment)} />
    </>
  );
}
