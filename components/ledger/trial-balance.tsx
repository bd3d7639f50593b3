import { Scale } from 'lucide-react';
import { Amount } from '@/components/data/amount';
import { DataTable } from '@/components/data/data-table';
import { EmptyState } from '@/components/data/empty-state';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { accountName } from '@/lib/ui/ledger-words';
import type { LedgerProof } from './proof-verdict';

/** What stands on each account: of customers, and what their entries went against. */
export function TrialBalance({ rows }: { rows: LedgerProof['trial_balance'] }) {
  return (
    <Card aria-labelledby="trial-balance">
      <CardHeader>
        <div>
          <CardTitle id="trial-balance">Trial balance</CardTitle>
          <CardDescription>Each account. Those of one unit are zero together.</CardDescription>
        </div>
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState icon={Scale} title="No entry yet" level={3} className="py-8">
          The first opening balance or top-up opens the accounts.
        </EmptyState>
      ) : (
        <DataTable
          caption="Trial balance"
          rows={rows}
          rowKey={(row) => `${row.unit}.${row.account}`}
          columns={[
            {
              key: 'account',
              header: 'Account',
              phone: 'lead',
              cell: (row) => (
                <span className="grid">
                  {accountName(row.account)}
                  <code className="text-muted font-mono text-xs font-normal wrap-anywhere">
                    {row.account}
                  </code>
                </span>
              ),
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
  );
}
