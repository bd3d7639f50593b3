import { MadeBy } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { Fact } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import type { LedgerEntry } from '@/components/customers/ledger-table';
import { accountName, entryReference } from '@/lib/ui/ledger-words';

/** All of one entry: what moved, of whom, against what, why, who asked for it, and when. */
export function EntryFacts({ entry, customerName }: { entry: LedgerEntry; customerName: string }) {
  const reference = entryReference(entry);
  return (
    <Card aria-label="Figures" className="px-5 py-5 lg:px-6">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-3">
        <Fact label="Amount">
          <Amount value={entry.amount} currency={entry.unit} movement className="font-medium" />
        </Fact>
        <Fact label="Balance after">
          <Amount value={entry.balance_after} currency={entry.unit} />
        </Fact>
        <Fact label="Customer">
          <QuietLink href={`/customers/${entry.customer_id}`}>{customerName}</QuietLink>
        </Fact>
        <Fact label="Cause">
          {reference === null ? (
            'By hand'
          ) : reference.href === null ? (
            reference.label
          ) : (
            <QuietLink href={reference.href}>{reference.label}</QuietLink>
          )}
        </Fact>
        <Fact label="Sent by">
          <MadeBy actor={entry.actor} requestId={entry.request_id} />
        </Fact>
        <Fact label="Against">
          <code className="font-mono text-xs wrap-anywhere">{entry.counter_account}</code>
          <span className="text-muted block text-xs">{accountName(entry.counter_account)}</span>
        </Fact>
        <Fact label="Happened">
          <Timestamp value={entry.occurred_at} format="second" />
        </Fact>
        <Fact label="Written">
          <Timestamp value={entry.recorded_at} format="second" />
        </Fact>
        <Fact label="Hash">
          <span className="inline-flex items-center">
            <code className="font-mono text-xs" title={entry.hash}>
              {entry.hash.slice(0, 8)}
            </code>
            <CopyButton text={entry.hash} what="hash of the entry" className="relative -my-1" />
          </span>
        </Fact>
      </dl>
    </Card>
  );
}
