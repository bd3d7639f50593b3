'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { Self } from '@/app/actions/portal';
import type { SessionFigures } from '@/lib/ui/session-clock';
import { useSessionClock } from '@/lib/ui/use-session-clock';
import { endedOf, RestingSession } from './resting-session';
import { RunningSession } from './running-session';
import { LiveBanner, usePortalLive } from './portal-live';
import type { EndedSession, Session, SessionStatus } from './session-words';
import { useLookAgain } from './use-look-again';

/** From here on the counter warns. */
const lowSeconds = 60;

export interface SessionPanelProps {
  status: SessionStatus;
  self: Self;
  businessName: string;
  /** An archived customer sees what was, and starts nothing. */
  isArchived: boolean;
}

/** The credits of a customer, live: at rest, while a session burns them, and at the second in which they are gone. */
export function SessionPanel({ status, self, businessName, isArchived }: SessionPanelProps) {
  const { session } = status;
  const look = useLookAgain(self);
  const live = usePortalLive(look);
  const moment = useMemo(() => (session === null ? null : { ...status, session }), [status, session]);
  const figures = useSessionClock(moment);
  const heldRef = useRef(false);
  const hasRunOut = figures?.hasRunOut ?? false;
  useEffect(() => {
    // The server says the same, and since when.
    if (hasRunOut) look();
  }, [hasRunOut, look]);

  const isRunning = session !== null && figures !== null && !hasRunOut;
  const isLow = isRunning && figures.secondsLeft !== null && figures.secondsLeft <= lowSeconds;
  const ended =
    session !== null && figures !== null && hasRunOut ? ranOut(session, figures) : endedOf(status);
  return (
    <div className="grid gap-4">
      <LiveBanner state={live} isTicking={isRunning} />
      {isRunning ? (
        <RunningSession {...{ status, session, figures, isLow, self, heldRef }} />
      ) : (
        <RestingSession
          {...{ status, ended, self, heldRef, businessName, isArchived }}
          credits={figures?.credits ?? status.credits}
          canStart={status.can_start && !hasRunOut && !isArchived}
        />
      )}
      {/* For a screen reader, which must not be told each second: spoken when it becomes another. */}
      <p role="status" className="sr-only">
        {isRunning
          ? isLow
            ? 'Less than a minute left.'
            : 'Session running.'
          : ended?.reason === 'ran_out'
            ? 'No session is running. Your credits ran out.'
            : 'No session is running.'}
      </p>
    </div>
  );
}

/** What the page knows a moment before the server has been asked. */
function ranOut(session: Session, { elapsedSeconds, creditsUsed }: SessionFigures): EndedSession | null {
  if (session.runs_out_at === null) return null;
  return { at: session.runs_out_at, reason: 'ran_out', by: null, seconds: elapsedSeconds, creditsUsed };
}
