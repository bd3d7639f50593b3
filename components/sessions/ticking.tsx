'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { formatAmount, groupDigits, isZero } from '@/lib/money/format';
import { cn } from '@/lib/ui/cn';
import { microsecondsOf, type SessionMoment } from '@/lib/ui/session-clock';
import { useSessionClock } from '@/lib/ui/use-session-clock';
import { formatClock } from '@/lib/ui/duration';

export interface TickingProps {
  moment: SessionMoment;
  className?: string;
}

/** How long the session has lasted. Of a page only these small parts are drawn again each second. */
export function Elapsed({ moment, className }: TickingProps) {
  const { elapsedSeconds } = useSessionClock(moment);
  return <span className={cn('tabular whitespace-nowrap', className)}>{formatClock(elapsedSeconds)}</span>;
}

/** What the session has used. */
export function CreditsUsed({ moment, unit = false, className }: TickingProps & { unit?: boolean }) {
  const { creditsUsed } = useSessionClock(moment);
  return (
    <span className={cn('tabular whitespace-nowrap', className)}>
      {unit ? formatAmount(creditsUsed, 'credit') : groupDigits(creditsUsed)}
    </span>
  );
}

/** What the customer has left. */
export function CreditsLeft({ moment, unit = false, className }: TickingProps & { unit?: boolean }) {
  const { credits } = useSessionClock(moment);
  if (credits === null) return null;
  return (
    <span className={cn('tabular whitespace-nowrap', isZero(credits) && 'text-danger', className)}>
      {unit ? formatAmount(credits, 'credit') : groupDigits(credits)}
    </span>
  );
}

/** Less than this is told in another colour; the figure says it too. */
const shortSeconds = 60;

/** How long the credits last from now. */
export function TimeLeft({ moment, suffix = '', className }: TickingProps & { suffix?: string }) {
  const { secondsLeft, hasRunOut } = useSessionClock(moment);
  if (secondsLeft === null) return <span className={cn('text-muted', className)}>No end</span>;
  return (
    <span
      className={cn(
        'tabular whitespace-nowrap',
        hasRunOut ? 'text-danger font-medium' : secondsLeft < shortSeconds ? 'text-warning' : undefined,
        className,
      )}
    >
      {hasRunOut ? 'Ran out' : `${formatClock(secondsLeft)}${suffix}`}
    </span>
  );
}

/** The session that runs out first. */
function soonestOf(moments: readonly SessionMoment[]): SessionMoment | null {
  let soonest: SessionMoment | null = null;
  let end: bigint | null = null;
  for (const moment of moments) {
    if (moment.session.runs_out_at === null) continue;
    const at = microsecondsOf(moment.session.runs_out_at);
    if (end !== null && at >= end) continue;
    soonest = moment;
    end = at;
  }
  return soonest;
}

const lookMilliseconds = 250;

function LookAtEnd({ moment }: { moment: SessionMoment }) {
  const router = useRouter();
  const { hasRunOut } = useSessionClock(moment);
  useEffect(() => {
    if (!hasRunOut) return;
    const timer = setTimeout(() => router.refresh(), lookMilliseconds);
    return () => clearTimeout(timer);
    // The next answer may still show a session that has run out, of another customer say: then it looks again.
  }, [hasRunOut, moment, router]);
  return null;
}

/**
 * Renders the page again at the moment the credits of one of the sessions run out. Nobody has to tell it: whoever
 * reads then is told that the session has ended.
 */
export function RefreshAtEnd({ moments }: { moments: readonly SessionMoment[] }) {
  const soonest = soonestOf(moments);
  return soonest === null ? null : <LookAtEnd moment={soonest} />;
}
