'use client';

import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import {
  previewBillingAction,
  triggerBillingAction,
  type BillingOutcome,
  type BillingPreview,
} from '@/app/actions/billing';
import { RunDialog } from '@/components/data/run-dialog';
import { formatAmount, isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import { BillingPlan } from './billing-plan';

function announce(run: BillingOutcome, openRun: () => void): void {
  const total = formatAmount(run.total_billed, run.currency);
  const action = { label: 'Open run', onClick: openRun };
  if (run.status === 'running') {
    toast(`${total} billed so far, and the run goes on`, {
      description: 'You can leave this page. The run shows how far it is.',
      action,
      duration: 8000,
    });
  } else if (run.held > 0) {
    toast.warning(
      `${total} billed in ${counted(run.charges, 'charge')}, ${formatAmount(run.total_held, run.currency)} held`,
      { description: 'The usage page lists what is held and why.', action, duration: 8000 },
    );
  } else if (run.charges === 0) toast('Nothing was left to bill');
  else toast.success(`${total} billed in ${counted(run.charges, 'charge')}`, { action });
}

function confirmLabel({ would_bill, new_events, total, currency }: BillingPreview): string | null {
  if (would_bill === 0 && new_events === 0) return null;
  return isZero(total) ? 'Run billing' : `Bill ${formatAmount(total, currency)}`;
}

/** Says what a billing run would do at this moment, customer by customer, and does it once that is confirmed. */
export function BillNowDialog({ defaultOpen = false }: { defaultOpen?: boolean }) {
  const router = useRouter();
  return (
    <RunDialog
      title="Bill now"
      description="Bills everything recorded so far, as the job does each minute. No event is ever billed twice."
      preview={previewBillingAction}
      run={triggerBillingAction}
      plan={(preview) => <BillingPlan preview={preview} />}
      confirm={confirmLabel}
      loading="Working out what would be billed"
      working="Billing. This page shows the charges as they are made."
      unanswered="Look at the list of runs before you try again. No event is billed twice."
      onDone={(run) => announce(run, () => router.push(`/billing/runs/${run.id}`))}
      defaultOpen={defaultOpen}
      className="sm:max-w-lg"
    />
  );
}
