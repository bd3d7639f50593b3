import type { RefObject } from 'react';
import type { Self } from '@/app/actions/portal';
import { groupDigits } from '@/lib/money/format';
import type { SessionFigures } from '@/lib/ui/session-clock';
import { formatClock } from '@/lib/ui/duration';
import { ClockTime } from './clock-time';
import { StopButton } from './session-button';
import { SessionStage } from './session-stage';
import { rateWords, type Session, type SessionStatus } from './session-words';

export interface RunningSessionProps {
  status: SessionStatus;
  session: Session;
  figures: SessionFigures;
  isLow: boolean;
  self: Self;
  heldRef: RefObject<boolean>;
}

export function RunningSession({ status, session, figures, isLow, self, heldRef }: RunningSessionProps) {
  const { credits, creditsUsed, elapsedSeconds, secondsLeft } = figures;
  const standsStill = status.clock_stands_still;
  return (
    <SessionStage
      tone={isLow ? 'low' : 'running'}
      credits={credits ?? status.credits}
      creditsUsed={creditsUsed}
      second={standsStill ? null : elapsedSeconds % 60}
      caption={
        <span className="inline-flex items-center gap-1.5">
          <span
            aria-hidden
            className={`size-1.5 rounded-full ${standsStill ? 'bg-muted' : isLow ? 'bg-warning motion-safe:animate-pulse' : 'bg-positive motion-safe:animate-pulse'}`}
          />
          {standsStill ? 'Time stands still' : isLow ? 'Nearly empty' : 'Running'}
        </span>
      }
      facts={[
        { label: 'Elapsed', value: formatClock(elapsedSeconds) },
        { label: 'Time left', value: secondsLeft === null ? 'No end' : formatClock(secondsLeft) },
        { label: 'Used', value: groupDigits(creditsUsed) },
      ]}
    >
      <StopButton self={self} heldRef={heldRef} sessionId={session.id} />
      <p className="text-muted text-center text-xs text-pretty">
        Started at <ClockTime value={session.started_at} />, {rateWords(session.credits_per_minute)}
        {session.description === null ? '' : `: ${session.description}`}
      </p>
    </SessionStage>
  );
}
