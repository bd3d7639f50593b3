'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import {
  previewDebitsAction,
  triggerDebitsAction,
  type DebitOutcome,
  type DebitPreview,
} from '@/app/actions/debits';
import { RunDialog } from '@/components/data/run-dialog';
import { formatAmount } from '@/lib/money/format';
import { customers, DebitPlan } from './debit-plan';

function announce(outcome: DebitOutcome, openRun: () => void): void {
  const total = formatAmount(outcome.total_debited, outcome.currency);
  const action = { label: 'Open run', onClick: openRun };
  if (outcome.status === 'running') {
    toast(`${total} debited so far, and the run goes on`, {
      description: 'You can leave this page. The run shows how far it is.',
      action,
      duration: 8000,
    });
  } else if (outcome.processed === 0) toast('Nothing was due: everyone has paid for this hour');
  else if (outcome.failed === 0)
    toast.success(`${total} debited from ${customers(outcome.succeeded)}`, { action });
  else {
    toast.warning(`${total} debited from ${customers(outcome.succeeded)}, ${outcome.failed} could not pay`, {
      description: 'The run lists each of them.',
      action,
      duration: 8000,
    });
  }
}

function confirmLabel({ would_succeed, due, missed_hours, total, currency }: DebitPreview): string | null {
  if (due === 0 && missed_hours === 0) return null;
  if (would_succeed > 0) return `Debit ${formatAmount(total, currency)}`;
  return due > 0 ? 'Attempt debits' : 'Run missed hours';
}

/** Says what a run would take at this moment, and takes it once that is confirmed. */
export function RunDebitsDialog({ defaultOpen = false }: { defaultOpen?: boolean }) {
  const router = useRouter();
  return (
    <RunDialog
      title="Run debits now"
      description="Each active customer with an hourly amount pays for the current hour. No hour is ever debited twice."
      preview={previewDebitsAction}
      run={triggerDebitsAction}
      plan={(preview) => <DebitPlan preview={preview} />}
      confirm={confirmLabel}
      loading="Working out what is due"
      working="Debiting. This page shows the balances as they change."
      unanswered="Look at the list of runs before you try again. No hour is debited twice."
      onDone={(outcome) => announce(outcome, () => router.push(`/debits/runs/${outcome.run_id}`))}
      defaultOpen={defaultOpen}
    />
  );
}
