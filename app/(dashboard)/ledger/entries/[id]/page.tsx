import type { Metadata } from 'next';
import Link from 'next/link';
import { LedgerTable } from '@/components/customers/ledger-table';
import { PageHeader } from '@/components/data/page-header';
import { EntryFacts } from '@/components/ledger/entry-facts';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getLedgerEntry } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { entryKind, entryReference } from '@/lib/ui/ledger-words';

export const metadata: Metadata = { title: 'Ledger entry' };

export default async function EntryPage({ params }: PageProps<'/ledger/entries/[id]'>) {
  const { id } = await params;
  const { entry, customer_name, request_entries, request_rows } = await query(getLedgerEntry, {
    entry_id: id,
  });
  const others = request_entries.filter((other) => other.id !== entry.id);
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        back={{ href: `/customers/${entry.customer_id}?wallet=${entry.wallet_kind}`, label: 'Ledger' }}
        title={`${entryKind(entry.kind)} #${entry.version}`}
        description={entry.description ?? `In the ledger of ${customer_name}, for ever`}
      />
      <EntryFacts entry={entry} customerName={customer_name} />
      <Card aria-labelledby="request">
        <CardHeader>
          <div>
            <CardTitle id="request">What else the request did</CardTitle>
            <CardDescription>
              {entry.request_id === null
                ? 'No request caused this entry: a job did, by itself. What it was doing stands above, under Cause.'
                : others.length + request_rows.length === 0
                  ? 'Nothing else of this customer was changed by the request.'
                  : 'To the same customer, with the same request id.'}
            </CardDescription>
          </div>
        </CardHeader>
        {request_rows.length > 0 ? (
          <ul
            aria-label="What the request made"
            className="flex flex-wrap gap-x-5 gap-y-2 px-4 pb-4 text-sm sm:px-5"
          >
            {request_rows.map((row) => {
              const reference = entryReference({ reference_type: row.type, reference_id: row.id });
              return (
                <li key={row.id}>
                  <Link
                    href={reference?.href ?? '#'}
                    prefetch={false}
                    className="font-medium underline underline-offset-4"
                  >
                    {reference?.label}
                  </Link>{' '}
                  <code className="text-muted font-mono text-xs">…{row.id.slice(-8)}</code>
                </li>
              );
            })}
          </ul>
        ) : null}
        {others.length > 0 ? <LedgerTable entries={others} /> : null}
      </Card>
    </div>
  );
}
