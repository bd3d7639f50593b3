import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { CopyButton } from '@/components/ui/copy-button';
import { Tooltip } from '@/components/ui/tooltip';
import type { OutputOf } from '@/lib/operations/define';
import type { listLedgerEntries } from '@/lib/operations/wallets';
import { actorName, entryKind } from '@/lib/ui/ledger-words';

export type LedgerEntry = OutputOf<typeof listLedgerEntries>['data'][number];

const columns: readonly Column<LedgerEntry>[] = [
  {
    key: 'entry',
    header: 'Entry',
    phone: 'lead',
    cell: (entry) => (
      <span className="grid min-w-32">
        <span>
          {entryKind(entry.kind)} <span className="tabular text-muted font-normal">#{entry.version}</span>
        </span>
        {entry.description ? (
          <span className="text-muted line-clamp-2 text-xs font-normal break-words">{entry.description}</span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'end',
    phone: 'figure',
    cell: (entry) => <Amount value={entry.amount} currency={entry.unit} movement className="font-medium" />,
  },
  {
    key: 'after',
    header: 'Balance after',
    align: 'end',
    cell: (entry) => <Amount value={entry.balance_after} currency={entry.unit} />,
  },
  {
    key: 'counter',
    header: 'Against',
    show: 'wide',
    cell: (entry) => <code className="text-ink-soft font-mono text-xs">{entry.counter_account}</code>,
  },
  { key: 'actor', header: 'By', phone: 'bare', cell: (entry) => <ActorCell entry={entry} /> },
  {
    key: 'hash',
    header: 'Hash',
    show: 'wide',
    cell: (entry) => (
      <span className="inline-flex items-center">
        <code className="text-muted font-mono text-xs" title={entry.hash}>
          {entry.hash.slice(0, 8)}
        </code>
        <CopyButton text={entry.hash} what={`hash of entry ${entry.version}`} className="relative -my-1" />
      </span>
    ),
  },
  {
    key: 'time',
    header: 'Time',
    align: 'end',
    phone: 'bare',
    cell: (entry) => <Timestamp value={entry.occurred_at} className="text-muted" />,
  },
];

function ActorCell({ entry }: { entry: LedgerEntry }) {
  const name = <span className="text-ink-soft whitespace-nowrap">{actorName(entry.actor)}</span>;
  if (!entry.request_id) return name;
  return (
    <Tooltip content={`Request ${entry.request_id}`}>
      <span
        tabIndex={0}
        className="decoration-line-strong rounded underline decoration-dotted underline-offset-4"
      >
        {name}
        <span className="sr-only">, request {entry.request_id}</span>
      </span>
    </Tooltip>
  );
}

/** The entries of a customer's wallets, newest first. Each names its cause and carries the hash that chains it. */
export function LedgerTable({ entries }: { entries: readonly LedgerEntry[] }) {
  return (
    <DataTable
      caption="Ledger entries, newest first"
      columns={columns}
      rows={entries}
      rowKey={(entry) => entry.id}
    />
  );
}
