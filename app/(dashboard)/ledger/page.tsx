import { Check, Scale } from 'lucide-react';
import type { Metadata } from 'next';
import { Amount } from '@/components/data/amount';
import { DataTable } from '@/components/data/data-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { ProofVerdict, type LedgerProof } from '@/components/ledger/proof-verdict';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getLedgerProof } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';

export const metadata: Metadata = { title: 'Ledger' };

const checks = [
  'The balance of each wallet is the sum of its entries',
  'Each entry carries the balance that the one before it left',
  'Versions run 1, 2, 3 without a gap',
  'Each entry holds the hash of the one before it, recomputed here',
  'What left one account arrived at another: the trial balance is zero',
];

function Discrepancies({ rows }: { rows: LedgerProof['discrepancies'] }) {
  return (
    <Card aria-labelledby="discrepancies">
      <CardHeader>
        <div>
          <CardTitle id="discrepancies">Discrepancies</CardTitle>
          <CardDescription>Where what is stored and what is recomputed differ.</CardDescription>
        </div>
      </CardHeader>
      <DataTable
        caption="Discrepancies"
        rows={rows}
        rowKey={(row) => `${row.wallet_id}.${row.version ?? 'wallet'}.${row.check}`}
        columns={[
          { key: 'check', header: 'Check', phone: 'lead', cell: (row) => row.check.replaceAll('_', ' ') },
          {
            key: 'wallet',
            header: 'Wallet',
            phone: 'line',
            cell: (row) => <code className="font-mono text-xs break-all">{row.wallet_id}</code>,
          },
          {
            key: 'version',
            header: 'Entry',
            align: 'end',
            phone: 'figure',
            cell: (row) => row.version ?? 'Whole wallet',
          },
          {
            key: 'expected',
            header: 'Recomputed',
            align: 'end',
            cell: (row) => <code className="font-mono text-xs break-all">{row.expected ?? 'none'}</code>,
          },
          {
            key: 'actual',
            header: 'Stored',
            align: 'end',
            cell: (row) => <code className="font-mono text-xs break-all">{row.actual ?? 'none'}</code>,
          },
        ]}
      />
    </Card>
  );
}

export default async function LedgerPage() {
  const proof = await query(getLedgerProof);
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader title="Ledger" description="Proof that every balance is the sum of what happened." />
      <ProofVerdict proof={proof} />
      {proof.discrepancies.length > 0 ? <Discrepancies rows={proof.discrepancies} /> : null}
      <div className="grid gap-5 lg:grid-cols-[3fr_2fr] lg:items-start">
        <Card aria-labelledby="trial-balance">
          <CardHeader>
            <div>
              <CardTitle id="trial-balance">Trial balance</CardTitle>
              <CardDescription>Each account; together they are zero.</CardDescription>
            </div>
          </CardHeader>
          {proof.trial_balance.length === 0 ? (
            <EmptyState icon={Scale} title="No entry yet" level={3} className="py-8">
              The first opening balance or top-up opens the accounts.
            </EmptyState>
          ) : (
            <DataTable
              caption="Trial balance"
              rows={proof.trial_balance}
              rowKey={(row) => `${row.unit}.${row.account}`}
              columns={[
                {
                  key: 'account',
                  header: 'Account',
                  phone: 'lead',
                  cell: (row) => <code className="font-mono text-[0.8125rem]">{row.account}</code>,
                },
                { key: 'unit', header: 'Unit', phone: 'hidden', cell: (row) => row.unit },
                {
                  key: 'amount',
                  header: 'Balance',
                  align: 'end',
                  phone: 'figure',
                  cell: (row) => <Amount value={row.amount} currency={row.unit} plain />,
                },
              ]}
            />
          )}
        </Card>
        <Card aria-labelledby="checks">
          <CardHeader>
            <CardTitle id="checks">What is checked</CardTitle>
          </CardHeader>
          <CardContent>
            <ul className="text-ink-soft grid gap-2.5 text-sm">
              {checks.map((check) => (
                <li key={check} className="flex gap-2.5">
                  <Check className="text-muted mt-0.5 size-4 shrink-0" aria-hidden />
                  {check}
                </li>
              ))}
            </ul>
          </CardContent>
        </Card>
      </div>
    </div>
  );
}
