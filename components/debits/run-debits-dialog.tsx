'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import {
  previewDebitsAction,
  triggerDebitsAction,
  type DebitOutcome,
  type DebitPreview,
} from '@/app/actions/debits';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { formatAmount } from '@/lib/money/format';
import type { ActionFailure } from '@/lib/ui/action-result';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';
import { randomUuid } from '@/lib/ui/uuid';
import { customers, DebitPlan } from './debit-plan';

type State =
  | { step: 'loading' }
  | { step: 'ready'; preview: DebitPreview }
  | { step: 'running'; preview: DebitPreview }
  | { step: 'failed'; failure: ActionFailure };

const noAnswer: ActionFailure = {
  ok: false,
  code: 'service_unavailable',
  message: 'The server did not answer',
  remedy: 'Look at the list of runs before you try again. No hour is debited twice.',
  fields: {},
};

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

function confirmLabel({ would_succeed, due, total, currency }: DebitPreview): string {
  if (would_succeed > 0) return `Debit ${formatAmount(total, currency)}`;
  return due > 0 ? 'Attempt debits' : 'Run missed hours';
}

/** Says what a run would take at this moment, and takes it once that is confirmed. */
export function RunDebitsDialog({ defaultOpen = false }: { defaultOpen?: boolean }) {
  const [open, setOpen] = useState(defaultOpen);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Play aria-hidden />
          Run debits now
        </Button>
      </DialogTrigger>
      {open ? <RunDebitsContent close={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function RunDebitsContent({ close }: { close: () => void }) {
  const router = useRouter();
  const [state, setState] = useState<State>({ step: 'loading' });
  // One key for one opening: a second confirmation of the same dialog is a replay.
  const [key] = useState(randomUuid);

  useEffect(() => {
    let gone = false;
    previewDebitsAction()
      .catch(() => noAnswer)
      .then((result) => {
        if (gone) return;
        setState(result.ok ? { step: 'ready', preview: result.data } : { step: 'failed', failure: result });
      });
    return () => {
      gone = true;
    };
  }, []);

  const run = async (preview: DebitPreview) => {
    setState({ step: 'running', preview });
    const result = await triggerDebitsAction(key).catch(() => noAnswer);
    if (!result.ok) return setState({ step: 'failed', failure: result });
    announce(result.data, () => router.push(`/debits/runs/${result.data.run_id}`));
    close();
  };

  const nothingDue = state.step === 'ready' && state.preview.due === 0 && state.preview.missed_hours === 0;
  return (
    <DialogContent
      title="Run debits now"
      description="Each active customer with an hourly amount pays for the current hour. No hour is ever debited twice."
      // Closing does not stop a run, so while one is under way the dialog stays.
      onEscapeKeyDown={(event) => (state.step === 'running' ? event.preventDefault() : undefined)}
      onInteractOutside={(event) => (state.step === 'running' ? event.preventDefault() : undefined)}
    >
      <div aria-live="polite" aria-busy={state.step === 'loading' || state.step === 'running'}>
        {state.step === 'loading' ? (
          <div className="grid gap-3">
            <span className="sr-only">Working out what is due</span>
            <Skeleton className="h-20" />
            <Skeleton className="h-5 w-2/3" />
          </div>
        ) : null}
        {state.step === 'failed' ? (
          <Alert tone="danger" title={asSentence(state.failure.message)}>
            {remedyOf(state.failure)}
          </Alert>
        ) : null}
        {state.step === 'ready' || state.step === 'running' ? <DebitPlan preview={state.preview} /> : null}
        {state.step === 'running' ? (
          <div className="mt-4">
            <p className="text-muted text-sm">Debiting. This page shows the balances as they change.</p>
            <div className="bg-subtle mt-2 h-1.5 overflow-hidden rounded-full">
              <div className="bg-accent h-full w-1/3 animate-[slide_1.2s_ease-in-out_infinite] rounded-full" />
            </div>
          </div>
        ) : null}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="secondary" disabled={state.step === 'running'}>
            {nothingDue || state.step === 'failed' ? 'Close' : 'Cancel'}
          </Button>
        </DialogClose>
        {(state.step === 'ready' && !nothingDue) || state.step === 'running' ? (
          <Button pending={state.step === 'running'} onClick={() => void run(state.preview)}>
            {confirmLabel(state.preview)}
          </Button>
        ) : null}
      </DialogFooter>
    </DialogContent>
  );
}
