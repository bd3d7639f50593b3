import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import type { OutputOf } from '@/lib/operations/define';
import type { listLedgerEntries } from '@/lib/operations/wallets';
import { entryKind } from '@/lib/ui/ledger-words';

type LedgerEntry = OutputOf<typeof listLedgerEntries>['data'][number];

/** What came in and went out of a wallet, the newest first, each with what was there afterwards. */
export function MovementList({ entries }: { entries: readonly LedgerEntry[] }) {
  return (
    <ul>
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="not-last:border-line grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3.5 text-sm not-last:border-b sm:px-6"
        >
          <p className="min-w-0 font-medium break-words">{entryKind(entry.kind)}</p>
          <p className="text-right font-medium">
            <Amount value={entry.amount} currency={entry.unit} movement />
          </p>
          <p className="text-muted min-w-0 break-words">
            <Timestamp value={entry.occurred_at} />
            {entry.description === null ? '' : ` · ${entry.description}`}
          </p>
          <p className="text-muted text-right">
            <span className="sr-only">Afterwards </span>
            <Amount value={entry.balance_after} currency={entry.unit} />
          </p>
        </li>
      ))}
    </ul>
  );
}
