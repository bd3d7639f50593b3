import type { Metadata } from 'next';
import { PageHeader } from '@/components/data/page-header';
import { CheckElsewhere } from '@/components/ledger/check-elsewhere';
import { DiscrepancyList } from '@/components/ledger/discrepancy-list';
import { ProofChecks } from '@/components/ledger/proof-checks';
import { ProofVerdict } from '@/components/ledger/proof-verdict';
import { TrialBalance } from '@/components/ledger/trial-balance';
import { getLedgerProof } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';

export const metadata: Metadata = { title: 'Ledger' };

export default async function LedgerPage() {
  const proof = await query(getLedgerProof);
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader title="Ledger" description="Proof that every balance is the sum of what happened." />
      <ProofVerdict proof={proof} />
      {proof.discrepancies.length > 0 ? <DiscrepancyList rows={proof.discrepancies} /> : null}
      <div className="grid gap-5 lg:grid-cols-[3fr_2fr] lg:items-start">
        <TrialBalance rows={proof.trial_balance} />
        <div className="grid gap-5">
          <ProofChecks />
          <CheckElsewhere />
        </div>
      </div>
    </div>
  );
}
