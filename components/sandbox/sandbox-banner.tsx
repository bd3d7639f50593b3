'use client';

import { FlaskConical, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { advanceClockAction, type ClockMove, type ClockStep } from '@/app/actions/sandbox';
import { Timestamp } from '@/components/data/timestamp';
import { Button } from '@/components/ui/button';
import type { ActionFailure, ActionResult } from '@/lib/ui/action-result';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';
import { noAnswer } from '@/lib/ui/use-answer';
import { randomUuid } from '@/lib/ui/uuid';
import { ClockReport } from './clock-report';

const steps: readonly { label: string; step: ClockStep }[] = [
  { label: 'an hour', step: { hours: 1 } },
  { label: 'a day', step: { days: 1 } },
  { label: '30 days', step: { days: 30 } },
];

export interface SandboxBannerProps {
  /** Where the clock stands; null: nobody has stopped it yet. */
  clock: string | null;
  canAdvance: boolean;
}

/** On each page of a sandbox: that it is one, what time it is there, and the buttons that let time pass. */
export function SandboxBanner({ clock, canAdvance }: SandboxBannerProps) {
  const router = useRouter();
  const [move, setMove] = useState<ClockMove | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [moving, setMoving] = useState<string | null>(null);

  const advance = async (label: string, first: ClockStep) => {
    setMoving(label);
    setMove(null);
    setFailure(null);
    for (let step: ClockStep | null = first; step !== null;) {
      const result: ActionResult<ClockMove> = await advanceClockAction(step, randomUuid()).catch(
        () => noAnswer,
      );
      if (!result.ok) {
        setFailure(result);
        // It may have come some of the way.
        router.refresh();
        break;
      }
      setMove(result.data);
      step = result.data.reached ? null : { until: result.data.until };
    }
    setMoving(null);
  };

  const shown = move?.test_clock_at ?? clock;
  return (
    <section aria-label="Sandbox" className="border-warning/25 bg-warning-soft border-b py-2.5 text-sm">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-2 px-4 md:px-8">
        <p className="flex min-w-0 flex-1 basis-56 items-start gap-2">
          <FlaskConical className="text-warning mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            <strong className="font-semibold">Sandbox.</strong>{' '}
            {clock === null && move === null ? (
              'It goes by real time until you move its clock.'
            ) : (
              <>
                Its clock stands at{' '}
                <Timestamp
                  value={shown ?? ''}
                  format="full"
                  className="tabular font-medium whitespace-nowrap"
                />
                .
              </>
            )}
          </span>
        </p>
        {canAdvance ? (
          <div role="group" aria-label="Advance the clock" className="flex flex-wrap items-center gap-1.5">
            <span aria-hidden className="text-ink-soft">
              Advance
            </span>
            {steps.map(({ label, step }) => (
              <Button
                key={label}
                variant="secondary"
                size="small"
                aria-label={`Advance ${label}`}
                pending={moving === label}
                disabled={moving !== null && moving !== label}
                onClick={() => void advance(label, step)}
              >
                {label}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
      <div aria-live="polite" className="mx-auto max-w-6xl px-4 md:px-8">
        {moving !== null ? <Progress move={move} /> : null}
        {failure !== null ? (
          <p className="text-danger mt-2">
            {asSentence(failure.message)} {remedyOf(failure)}
          </p>
        ) : null}
        {move !== null && moving === null ? (
          <div className="mt-2 flex items-start justify-between gap-3">
            <ClockReport move={move} />
            <Button
              variant="ghost"
              size="icon-small"
              aria-label="Dismiss what happened"
              className="-my-1"
              onClick={() => setMove(null)}
            >
              <X aria-hidden />
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}

/** How much of the way is done; before the first answer, only that it has begun. */
function Progress({ move }: { move: ClockMove | null }) {
  const moment = (value: string) => Date.parse(value);
  const done =
    move === null
      ? 0
      : Math.round(
          ((moment(move.test_clock_at) - moment(move.from)) /
            Math.max(1, moment(move.until) - moment(move.from))) *
            100,
        );
  return (
    <div className="mt-2">
      <p className="sr-only">Time passes in the sandbox.</p>
      <div
        role="progressbar"
        aria-label="Time that has passed"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={done}
        className="bg-surface h-1.5 overflow-hidden rounded-full"
      >
        <div
          className="bg-accent h-full rounded-full transition-[width]"
          style={{ width: `${Math.max(2, done)}%` }}
        />
      </div>
    </div>
  );
}
