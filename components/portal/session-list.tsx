import { formatAmount } from '@/lib/money/format';
import { formatClock } from '@/lib/ui/duration';
import { ClockTime } from './clock-time';
import { shortEndWords, type Session } from './session-words';

export interface SessionListProps {
  sessions: readonly Session[];
  businessName: string;
}

/** Sessions, the newest first: when, how long, what it came to and why it ended. */
export function SessionList({ sessions, businessName }: SessionListProps) {
  return (
    <ul>
      {sessions.map((session) => (
        <li
          key={session.id}
          className="not-last:border-line grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3.5 text-sm not-last:border-b sm:px-6"
        >
          <p className="font-medium">
            <ClockTime value={session.started_at} />
          </p>
          <p className="tabular text-right font-medium">
            {session.status === 'active' ? (
              <span className="text-positive inline-flex items-center gap-1.5">
                <span aria-hidden className="bg-positive size-1.5 rounded-full motion-safe:animate-pulse" />
                Running
              </span>
            ) : (
              formatAmount(session.credits_used, 'credit')
            )}
          </p>
          <p className="text-muted min-w-0 break-words">
            {session.status === 'active' ? 'Not ended yet' : shortEndWords(session, businessName)}
            {session.description === null ? '' : ` · ${session.description}`}
          </p>
          <p className="tabular text-muted text-right">
            {session.status === 'active' ? null : (
              <>
                <span className="sr-only">Lasted </span>
                {formatClock(session.seconds)}
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
