import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import type { OutputOf } from '@/lib/operations/define';
import type { getLedgerProof } from '@/lib/operations/wallets';
import { cn } from '@/lib/ui/cn';
import { counted } from '@/lib/ui/words';
import { VerifyButton } from './verify-button';

export type LedgerProof = OutputOf<typeof getLedgerProof>;

/** The result in a sentence, and what it rests on. */
export function ProofVerdict({ proof }: { proof: LedgerProof }) {
  const Icon = proof.ok ? ShieldCheck : ShieldAlert;
  return (
    <Card aria-label="Result" className="flex flex-wrap items-center gap-x-5 gap-y-4 px-5 py-6 lg:px-6">
      <span
        className={cn(
          'grid size-13 shrink-0 place-items-center rounded-2xl',
          proof.ok ? 'bg-positive-soft text-positive' : 'bg-danger-soft text-danger',
        )}
      >
        <Icon className="size-6.5" aria-hidden />
      </span>
      <div className="min-w-0 flex-1 basis-64">
        <p role="status" className="text-lg font-semibold tracking-tight">
          {proof.ok
            ? 'Every wallet agrees with its entries'
            : `${counted(proof.discrepancies.length, 'discrepancy', 'discrepancies')} found`}
        </p>
        <p className="text-muted mt-0.5 text-sm">
          {counted(proof.wallets, 'wallet')} and {counted(proof.entries, 'entry', 'entries')} recomputed{' '}
          <Timestamp value={proof.checked_at} />
        </p>
      </div>
      <VerifyButton />
    </Card>
  );
}
