import type { ReactNode } from 'react';
import { QuietLink } from '@/components/data/quiet-link';
import { rateText, type SessionStatus } from '@/components/sessions/session-words';
import { StopSessionButton } from '@/components/sessions/stop-session-button';
import { CreditsLeft, CreditsUsed, Elapsed, RefreshAtEnd, TimeLeft } from '@/components/sessions/ticking';
import { Badge } from '@/components/ui/badge';
import { groupDigits, isZero } from '@/lib/money/format';
import { FactLine } from './fact-line';

export interface CreditFactsProps {
  status: SessionStatus;
  mayStop: boolean;
  /** The controls that start a session and add credits, for whoever may. */
  start: ReactNode;
  add: ReactNode;
}

/** The credits of a customer right now, and the session that runs them down. The figures lead to their ledger. */
export function CreditFacts({ status, mayStop, start, add }: CreditFactsProps) {
  const { session, customer_id: customerId } = status;
  const ledger = `/customers/${customerId}?wallet=credits`;
  const moment = session === null ? null : { ...status, session };
  return (
    <section
      aria-label="Credits"
      className="border-line grid border-t md:grid-cols-2 [&>*]:px-5 [&>*]:py-5 lg:[&>*]:px-6"
    >
      <div className="border-line max-md:border-b md:border-r">
        <p className="text-muted text-sm">Credits right now</p>
        <p className="mt-1 text-4xl font-semibold tracking-tight">
          {moment === null ? (
            <span className="tabular">{groupDigits(status.credits)}</span>
          ) : (
            <CreditsLeft moment={moment} />
          )}
        </p>
        {isZero(status.credits_held) ? null : (
          <p className="text-muted mt-2 text-sm">
            <QuietLink href={`/customers/${customerId}?tab=holds&status=active`} className="text-ink tabular">
              {groupDigits(status.credits_held)} of them on hold
            </QuietLink>
            , which no session uses
          </p>
        )}
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3 text-sm">
          <QuietLink href={ledger}>Each that came and went</QuietLink>
          {add}
        </div>
      </div>
      {session === null || moment === null ? (
        <div className="flex flex-wrap content-center items-center justify-between gap-4">
          <div className="min-w-0 text-sm">
            <p className="font-medium">No session is running</p>
            <p className="text-muted">One uses {rateText(status.credits_per_minute)}.</p>
          </div>
          {start}
        </div>
      ) : (
        <div>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="flex items-center gap-2.5 text-sm">
              <Badge tone="positive">Session running</Badge>
              <Elapsed moment={moment} className="font-medium" />
            </p>
            {mayStop ? <StopSessionButton session={session} size="small" /> : null}
          </div>
          <dl className="mt-3 grid gap-1 text-sm">
            <FactLine label="Time left">
              <TimeLeft moment={moment} />
            </FactLine>
            <FactLine label="Used by it">
              <QuietLink href={`/sessions/${session.id}`}>
                <CreditsUsed moment={moment} unit />
              </QuietLink>
            </FactLine>
            <FactLine label="Rate">{rateText(session.credits_per_minute)}</FactLine>
          </dl>
          <RefreshAtEnd moments={[moment]} />
        </div>
      )}
    </section>
  );
}
