import { QuietLink } from '@/components/data/quiet-link';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import type { LedgerProof } from './proof-verdict';

type Discrepancy = LedgerProof['discrepancies'][number];

/** What does not agree, row by row: what it should be by what it is made of, and what is stored. */
export function DiscrepancyList({ rows }: { rows: readonly Discrepancy[] }) {
  return (
    <Card aria-labelledby="discrepancies">
      <CardHeader>
        <div>
          <CardTitle id="discrepancies">Discrepancies</CardTitle>
          <CardDescription>
            Where what is stored and what is recomputed differ. Nothing that goes through the API can write
            this: look in <QuietLink href="/settings/audit">the audit</QuietLink> for who changed the database
            by hand.
          </CardDescription>
        </div>
      </CardHeader>
      <ul className="divide-line border-line divide-y border-t text-sm">
        {rows.map((row) => (
          <li key={[row.wallet_id, row.version, row.check, row.expected].join()} className="px-5 py-3.5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium first-letter:uppercase">{row.check.replaceAll('_', ' ')}</span>
              <Place row={row} />
            </p>
            <dl className="mt-1.5 grid grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
              <Side label="Recomputed" value={row.expected} />
              <Side label="Stored" value={row.actual} />
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Place({ row: { wallet_id: wallet, version } }: { row: Discrepancy }) {
  if (wallet === null) return null;
  if (version === null)
    return <code className="text-muted font-mono text-xs break-all">Wallet {wallet}</code>;
  return (
    <QuietLink href={`/ledger/entries/${wallet}.${version}`} className="font-mono text-xs break-all">
      {wallet}.{version}
    </QuietLink>
  );
}

function Side({ label, value }: { label: string; value: string | null }) {
  return (
    <>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="font-mono text-xs wrap-anywhere">{value ?? 'Nothing'}</dd>
    </>
  );
}
