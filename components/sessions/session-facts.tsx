import type { ReactNode } from 'react';
import { Fact, ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { groupDigits } from '@/lib/money/format';
import { actorName } from '@/lib/ui/ledger-words';
import { formatClock } from '@/lib/ui/duration';
import { endingWords, rateText, type SessionDetail } from './session-words';
import { CreditsLeft, CreditsUsed, Elapsed, RefreshAtEnd, TimeLeft } from './ticking';

function Large({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-muted text-sm">{label}</p>
      <p className="mt-1 text-3xl font-semibold tracking-tight">{children}</p>
    </div>
  );
}

/** What the session used, large and moving while it runs; when, why and by whom it began and ended. */
export function SessionFacts({ session }: { session: SessionDetail }) {
  const moment = {
    as_of: session.as_of,
    clock_stands_still: session.clock_stands_still,
    credits: session.credits_left,
    session,
  };
  const isRunning = session.status === 'active';
  return (
    <Card aria-label="Figures" className="grid overflow-hidden lg:grid-cols-[minmax(18rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <div className="grid grid-cols-2 gap-x-6 gap-y-4">
          <Large label="Credits used">
            {isRunning ? (
              <CreditsUsed moment={moment} />
            ) : (
              <span className="tabular">{groupDigits(session.credits_used)}</span>
            )}
          </Large>
          <Large label={isRunning ? 'Elapsed' : 'Lasted'}>
            {isRunning ? (
              <Elapsed moment={moment} />
            ) : (
              <span className="tabular">{formatClock(session.seconds)}</span>
            )}
          </Large>
          {isRunning ? (
            <>
              <Large label="Credits left">
                <CreditsLeft moment={moment} />
              </Large>
              <Large label="Time left">
                <TimeLeft moment={moment} />
              </Large>
              <RefreshAtEnd moments={[moment]} />
            </>
          ) : null}
        </div>
        <p className="text-muted mt-3 text-sm">
          {session.end_reason === null
            ? `One credit each time a credit’s worth of time has passed, at ${rateText(session.credits_per_minute)}.`
            : endingWords(session.end_reason, session.ended_by)}
        </p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Customer">
          <QuietLink href={`/customers/${session.customer_id}?tab=sessions`}>
            {session.customer_name}
          </QuietLink>
        </Fact>
        <Fact label="Rate">{rateText(session.credits_per_minute)}</Fact>
        <Fact label="Id">
          <ShortId id={session.id} what="session id" />
        </Fact>
        <Fact label="Started">
          <Timestamp value={session.started_at} format="second" />
        </Fact>
        <Fact label="Started by">{actorName(session.started_by)}</Fact>
        <Fact label={isRunning ? 'Runs out' : 'Ended'}>
          {session.ended_at !== null ? (
            <Timestamp value={session.ended_at} format="second" />
          ) : session.runs_out_at !== null ? (
            <Timestamp value={session.runs_out_at} format="second" />
          ) : (
            'Never at this rate'
          )}
        </Fact>
        {session.ended_by === null ? null : <Fact label="Ended by">{actorName(session.ended_by)}</Fact>}
      </dl>
    </Card>
  );
}
