import type { RefObject } from 'react';
import type { Self } from '@/app/actions/portal';
import { Badge } from '@/components/ui/badge';
import { formatAmount, groupDigits, isZero } from '@/lib/money/format';
import { secondsOf } from '@/lib/ui/session-clock';
import { LastSession } from './last-session';
import { StartButton } from './session-button';
import { SessionStage } from './session-stage';
import { shortDuration, type EndedSession, type SessionStatus } from './session-words';

/** The newest session that is over, by the server's word. */
export function endedOf({ last_session: last }: SessionStatus): EndedSession | null {
  if (last === null || last.ended_at === null) return null;
  return {
    at: last.ended_at,
    reason: last.end_reason,
    by: last.ended_by,
    seconds: last.seconds,
    creditsUsed: last.credits_used,
  };
}

export interface RestingSessionProps {
  status: SessionStatus;
  credits: string;
  canStart: boolean;
  ended: EndedSession | null;
  self: Self;
  heldRef: RefObject<boolean>;
  businessName: string;
  isArchived: boolean;
}

const whyNot = 'why-no-session';

/** No session runs, or none any more. */
export function RestingSession(props: RestingSessionProps) {
  const { status, credits, canStart, ended, self, heldRef, businessName, isArchived } = props;
  const seconds = secondsOf(credits, status.credits_per_minute, status.credits_held);
  const isEmpty = !/^0*[1-9]\d*(\.\d+)?$/.test(credits);
  const why = isArchived
    ? `${businessName} has closed this account. What was stays here to read.`
    : isEmpty
      ? `A session needs at least one credit. Ask ${businessName} for more: this page shows them the moment they arrive.`
      : !canStart && !isZero(status.credits_held)
        ? `${businessName} has ${formatAmount(status.credits_held, 'credit')} on hold for work that is under way. A session needs at least one that is not.`
        : null;
  return (
    <SessionStage
      tone={isEmpty ? 'empty' : 'idle'}
      credits={credits}
      creditsUsed="0"
      second={null}
      caption={isArchived ? 'Account closed' : isEmpty ? 'Nothing left' : 'Ready'}
      facts={[
        { label: 'Enough for', value: seconds === null ? 'No end' : shortDuration(seconds) },
        { label: 'Credits a minute', value: groupDigits(status.credits_per_minute) },
      ]}
    >
      <StartButton
        self={self}
        heldRef={heldRef}
        businessName={businessName}
        refusedBy={canStart ? null : whyNot}
      />
      {ended === null ? null : <LastSession ended={ended} businessName={businessName} />}
      {why === null ? null : (
        <p id={whyNot} className="text-ink-soft text-center text-sm text-pretty">
          {why}
        </p>
      )}
      {status.clock_stands_still ? (
        <Badge tone="warning" className="mx-auto">
          Sandbox: time stands still
        </Badge>
      ) : null}
    </SessionStage>
  );
}
