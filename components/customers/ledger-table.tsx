import Link from 'next/link';
import { ActorCell } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { CopyButton } from '@/components/ui/copy-button';
import type { OutputOf } from '@/lib/operations/define';
import type { listLedgerEntries } from '@/lib/operations/wallets';
import { accountName, entryKind, entryReference } from '@/lib/ui/ledger-words';

export type LedgerEntry = OutputOf<typeof listLedgerEntries>['data'][number];

/** With `named`, each entry says of which wallet it is: on a phone beside its cause, otherwise in a column. */
const columnsOf = (named: boolean, caused: boolean): readonly Column<LedgerEntry>[] => [
  {
    key: 'entry',
    header: 'Entry',
    phone: 'lead',
    cell: (entry) => (
      <span className="grid min-w-32">
        <span>
          {entryKind(entry.kind)}{' '}
          <Link
            href={`/ledger/entries/${entry.id}`}
            prefetch={false}
            className="tabular text-muted decoration-line-strong hover:text-ink rounded font-normal underline underline-offset-4"
          >
            #{entry.version}
          </Link>
        </span>
        {named ? (
          <span className="text-ink-soft text-xs font-normal sm:hidden">{walletName(entry.wallet_kind)}</span>
        ) : null}
        {entry.description ? (
          <span className="text-muted line-clamp-2 text-xs font-normal break-words">{entry.description}</span>
        ) : null}
        {caused ? <Reference entry={entry} /> : null}
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
    phone: 'line',
    cell: (entry) => (
      <>
        <span className="text-muted sm:hidden">Balance after</span>
        <Amount value={entry.balance_after} currency={entry.unit} />
      </>
    ),
  },
  ...(named
    ? [
        {
          key: 'wallet',
          header: 'Wallet',
          phone: 'hidden' as const,
          cell: (entry: LedgerEntry) => (
            <span className="text-ink-soft whitespace-nowrap">{walletName(entry.wallet_kind)}</span>
          ),
        },
      ]
    : []),
  {
    key: 'counter',
    header: 'Against',
    phone: 'hidden',
    show: 'wide',
    cell: ({ counter_account: account }) => (
      <span className="grid">
        <code className="text-ink-soft font-mono text-xs">{account}</code>
        <span className="text-muted text-xs whitespace-nowrap">{accountName(account)}</span>
      </span>
    ),
  },
  {
    key: 'actor',
    header: 'By',
    phone: 'bare',
    cell: (entry) => <ActorCell actor={entry.actor} requestId={entry.request_id} />,
  },
  {
    key: 'hash',
    header: 'Hash',
    phone: 'hidden',
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

const walletNames: Record<LedgerEntry['wallet_kind'], string> = {
  prepaid: 'Prepaid',
  receivable: 'Owed on orders',
  credits: 'Credits',
};

/** A wallet as a person says it. */
function walletName(kind: LedgerEntry['wallet_kind']): string {
  return walletNames[kind];
}

/** The way to what caused the entry; its name alone, where it has no page. */
function Reference({ entry }: { entry: LedgerEntry }) {
  const reference = entryReference(entry);
  if (reference === null) return null;
  if (reference.href === null)
    return <span className="text-muted text-xs font-normal">{reference.label}</span>;
  return (
    <Link
      href={reference.href}
      prefetch={false}
      className="text-muted decoration-line-strong hover:text-ink w-fit rounded text-xs font-normal underline underline-offset-4"
    >
      {reference.label}
      <span className="sr-only"> of entry {entry.version}</span>
    </Link>
  );
}

export interface LedgerTableProps {
  entries: readonly LedgerEntry[];
  /** Leaves out what is the same in every row: the wallet, or with the cause both of them. */
  without?: 'wallet' | 'cause';
}

/**
 * The entries of a customer's wallets, newest first. Each names its cause and carries the hash that chains it.
 * Where not all are of the prepaid wallet, each says of which it is.
 */
export function LedgerTable({ entries, without }: LedgerTableProps) {
  const needsName = without === undefined && entries.some((entry) => entry.wallet_kind !== 'prepaid');
  return (
    <DataTable
      caption="Ledger entries, newest first"
      columns={columnsOf(needsName, without !== 'cause')}
      rows={entries}
      rowKey={(entry) => entry.id}
    />
  );
}
