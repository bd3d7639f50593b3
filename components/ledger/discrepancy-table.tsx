import Link from 'next/link';
import { DataTable } from '@/components/data/data-table';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import type { LedgerProof } from './proof-verdict';

type Discrepancy = LedgerProof['discrepancies'][number];

const code = 'font-mono text-xs break-all';

/** What does not agree, row by row: what it should be by what it is made of, and what is stored. */
export function DiscrepancyTable({ rows }: { rows: readonly Discrepancy[] }) {
  return (
    <Card aria-labelledby="discrepancies">
      <CardHeader>
        <div>
          <CardTitle id="discrepancies">Discrepancies</CardTitle>
          <CardDescription>
            Where what is stored and what is recomputed differ. No API can write such a thing: look for who
            changed the database by hand, in Settings, Audit.
          </CardDescription>
        </div>
      </CardHeader>
      <DataTable
        caption="Discrepancies"
        rows={rows}
        rowKey={({ wallet_id: wallet, version, check, expected }) =>
          [wallet, version, check, expected].join()
        }
        columns={[
          { key: 'check', header: 'Check', phone: 'lead', cell: (row) => row.check.replaceAll('_', ' ') },
          { key: 'where', header: 'Wallet and entry', phone: 'line', cell: (row) => <Where row={row} /> },
          {
            key: 'expected',
            header: 'Recomputed',
            align: 'end',
            cell: (row) => <code className={code}>{row.expected ?? 'none'}</code>,
          },
          {
            key: 'actual',
            header: 'Stored',
            align: 'end',
            cell: (row) => <code className={code}>{row.actual ?? 'none'}</code>,
          },
        ]}
      />
    </Card>
  );
}

function Where({ row: { wallet_id: wallet, version } }: { row: Discrepancy }) {
  if (wallet === null) return <span className="text-muted">Not of one wallet</span>;
  if (version === null) return <code className={code}>{wallet}</code>;
  return (
    <Link href={`/ledger/entries/${wallet}.${version}`} prefetch={false} className="rounded underline">
      <code className={code}>
        {wallet}.{version}
      </code>
    </Link>
  );
}
