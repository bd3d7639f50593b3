import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { groupDigits } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import { eventsBehind, meterValue } from './usage-address';
import { heldWords, type UnbilledLine } from './usage-words';

function State({ line, isFirst }: { line: UnbilledLine; isFirst: boolean }) {
  if (line.held_reason === null) {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status="unbilled" />
        <span className="text-muted text-xs">Billed within a minute</span>
      </span>
    );
  }
  const { title, remedy } = heldWords(line.held_reason);
  return (
    <span className="grid gap-1">
      <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status="held" />
        <span className="text-ink-soft text-xs">
          {title}
          {line.held_since ? (
            <>
              , since <Timestamp value={line.held_since} />
            </>
          ) : null}
        </span>
      </span>
      {isFirst ? <span className="text-muted max-w-96 text-xs text-pretty">{remedy}</span> : null}
    </span>
  );
}

/** What puts it right is said once, not in each row of the same customer. */
function isFirstOfItsKind(line: UnbilledLine, lines: readonly UnbilledLine[]): boolean {
  const before = lines[lines.indexOf(line) - 1];
  return before?.customer_id !== line.customer_id || before.held_reason !== line.held_reason;
}

const columnsOf = (lines: readonly UnbilledLine[]): readonly Column<UnbilledLine>[] => [
  {
    key: 'customer',
    header: 'Customer',
    phone: 'lead',
    cell: (line) => (
      <span className="grid min-w-32">
        <span className="line-clamp-2 wrap-anywhere">{line.customer_name}</span>
        <span className="text-muted line-clamp-1 text-[0.8125rem] font-normal wrap-anywhere sm:hidden">
          {line.name}
        </span>
      </span>
    ),
  },
  {
    key: 'what',
    header: 'What',
    phone: 'hidden',
    cell: (line) => <span className="line-clamp-2 min-w-28 wrap-anywhere">{line.name}</span>,
  },
  {
    key: 'state',
    header: 'State',
    phone: 'line',
    cell: (line) => <State line={line} isFirst={isFirstOfItsKind(line, lines)} />,
  },
  {
    key: 'units',
    header: 'Units',
    align: 'end',
    phone: 'hidden',
    show: 'wide',
    cell: (line) => <span className="tabular">{groupDigits(line.units)}</span>,
  },
  {
    key: 'events',
    header: 'Events',
    align: 'end',
    phone: 'hidden',
    cell: (line) => <span className="tabular">{line.events.toLocaleString('en-US')}</span>,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'end',
    phone: 'figure',
    cell: (line) => (
      <span className="grid justify-items-end">
        <Amount value={line.amount} currency={line.currency} className="font-medium" />
        <span className="text-muted text-xs sm:hidden">{counted(line.events, 'event')}</span>
      </span>
    ),
  },
];

export interface UnbilledTableProps {
  caption: string;
  lines: readonly UnbilledLine[];
  /** Leaves out the column that would be the same in every row. */
  without?: 'customer';
}

/** What is not in the ledger yet, by customer and what was used; what is held says why, and what puts it right. */
export function UnbilledTable({ caption, lines, without }: UnbilledTableProps) {
  const columns = columnsOf(lines);
  const shown =
    without === 'customer'
      ? columns
          .filter(({ key }) => key !== 'customer')
          .map((column) => (column.key === 'what' ? { ...column, phone: 'lead' as const } : column))
      : columns;
  return (
    <DataTable
      caption={caption}
      columns={shown}
      rows={lines}
      rowKey={(line) => `${line.customer_id} ${meterValue(line)} ${line.held_reason ?? ''}`}
      rowHref={eventsBehind}
    />
  );
}
