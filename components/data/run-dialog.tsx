'use client';

import { Play } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import type { ActionFailure, ActionResult } from '@/lib/ui/action-result';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';
import { noAnswer } from '@/lib/ui/use-answer';
import { randomUuid } from '@/lib/ui/uuid';
import { PlanChanged } from './plan-changed';

export interface RunDialogProps<Preview extends { plan: string | null }, Outcome> {
  /** Of the button and of the dialog that it opens. */
  title: string;
  description: string;
  /** Asked for when the dialog opens, so that it is of this moment. */
  preview: () => Promise<ActionResult<Preview>>;
  /** Sent at most once for each look: a second confirmation has the same key. Does just what was looked at. */
  run: (idempotencyKey: string, plan: string | null) => Promise<ActionResult<Outcome>>;
  /** What the run would do. */
  plan: (preview: Preview) => ReactNode;
  /** The name of the button that starts it; null where there is nothing to do. */
  confirm: (preview: Preview) => string | null;
  loading: string;
  working: string;
  /** What to do where the server never answered. */
  unanswered: string;
  onDone: (outcome: Outcome) => void;
  defaultOpen?: boolean;
  className?: string;
}

/** Says what a run would do at this moment, and does just that once it is confirmed, or says what has changed. */
export function RunDialog<Preview extends { plan: string | null }, Outcome>({
  defaultOpen = false,
  ...props
}: RunDialogProps<Preview, Outcome>) {
  const [open, setOpen] = useState(defaultOpen);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Play aria-hidden />
          {props.title}
        </Button>
      </DialogTrigger>
      {open ? <Content {...props} close={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

type State<Preview> =
  | { step: 'loading' }
  | { step: 'ready'; preview: Preview }
  | { step: 'running'; preview: Preview }
  | { step: 'failed'; failure: ActionFailure };

function Content<Preview extends { plan: string | null }, Outcome>({
  close,
  preview: ask,
  run,
  ...words
}: Omit<RunDialogProps<Preview, Outcome>, 'defaultOpen'> & { close: () => void }) {
  const [state, setState] = useState<State<Preview>>({ step: 'loading' });
  const [key, setKey] = useState(randomUuid);

  useEffect(() => {
    let gone = false;
    ask()
      .catch(() => noAnswer)
      .then((result) => {
        if (gone) return;
        setState(result.ok ? { step: 'ready', preview: result.data } : { step: 'failed', failure: result });
      });
    return () => {
      gone = true;
    };
    // Each look has a key of its own.
  }, [ask, key]);

  const lookAgain = () => {
    setState({ step: 'loading' });
    setKey(randomUuid());
  };

  const start = async (preview: Preview) => {
    setState({ step: 'running', preview });
    const result = await run(key, preview.plan).catch(() => ({ ...noAnswer, remedy: words.unanswered }));
    if (!result.ok) return setState({ step: 'failed', failure: result });
    words.onDone(result.data);
    close();
  };

  const isRunning = state.step === 'running';
  const shown = state.step === 'ready' || state.step === 'running' ? state.preview : null;
  const confirm = shown === null ? null : words.confirm(shown);
  return (
    <DialogContent
      title={words.title}
      description={words.description}
      className={words.className}
      // Closing does not stop a run, so while one is under way the dialog stays.
      onEscapeKeyDown={(event) => (isRunning ? event.preventDefault() : undefined)}
      onInteractOutside={(event) => (isRunning ? event.preventDefault() : undefined)}
    >
      <div aria-live="polite" aria-busy={state.step === 'loading' || isRunning}>
        {state.step === 'loading' ? (
          <div className="grid gap-3">
            <span className="sr-only">{words.loading}</span>
            <Skeleton className="h-20" />
            <Skeleton className="h-5 w-2/3" />
          </div>
        ) : null}
        {state.step === 'failed' && state.failure.changed !== undefined ? (
          <PlanChanged message={state.failure.message} change={state.failure.changed} />
        ) : null}
        {state.step === 'failed' && state.failure.changed === undefined ? (
          <Alert tone="danger" title={asSentence(state.failure.message)}>
            {remedyOf(state.failure)}
          </Alert>
        ) : null}
        {shown === null ? null : words.plan(shown)}
        {shown !== null && confirm !== null && !isRunning ? (
          <p className="text-muted mt-3 text-sm">
            {shown.plan === null
              ? 'This is too long to be held to: it goes chunk by chunk, and takes what is due by then.'
              : 'Exactly this is done, or nothing: where something has changed by then, you are told what.'}
          </p>
        ) : null}
        {isRunning ? (
          <div className="mt-4">
            <p className="text-muted text-sm">{words.working}</p>
            <div className="bg-subtle mt-2 h-1.5 overflow-hidden rounded-full">
              <div className="bg-accent h-full w-1/3 animate-[slide_1.2s_ease-in-out_infinite] rounded-full" />
            </div>
          </div>
        ) : null}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="secondary" disabled={isRunning}>
            {state.step === 'failed' || (shown !== null && confirm === null) ? 'Close' : 'Cancel'}
          </Button>
        </DialogClose>
        {state.step === 'failed' && state.failure.changed !== undefined ? (
          <Button onClick={lookAgain}>Look again</Button>
        ) : null}
        {shown !== null && confirm !== null ? (
          <Button pending={isRunning} onClick={() => void start(shown)}>
            {confirm}
          </Button>
        ) : null}
      </DialogFooter>
    </DialogContent>
  );
}
