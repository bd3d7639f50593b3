'use client';

import { cn } from '@/lib/ui/cn';
import { formatClock } from '@/lib/ui/duration';
import type { SessionMoment } from '@/lib/ui/session-clock';
import { useSessionClock } from '@/lib/ui/use-session-clock';

/** Less than this is told in another colour; the figure says it too. */
const shortSeconds = 60;

/** How long a hold holds from now. */
export function Countdown({ moment, className }: { moment: SessionMoment; className?: string }) {
  const { secondsLeft, hasRunOut } = useSessionClock(moment);
  if (secondsLeft === null) return null;
  return (
    <span
      className={cn(
        'tabular whitespace-nowrap',
        !hasRunOut && secondsLeft < shortSeconds && 'text-warning',
        hasRunOut && 'text-muted',
        className,
      )}
    >
      {hasRunOut ? 'Expired' : formatClock(secondsLeft)}
    </span>
  );
}
