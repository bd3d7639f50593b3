import { Amount } from '@/components/data/amount';
import { StripFact } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { SchedulerName } from '@/components/data/scheduler';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';
import type { BillingStatus } from './billing-words';

/** Billing at a glance: who runs it, when it ran, all it has billed, and what waits. */
export function BillingStrip({ status }: { status: BillingStatus }) {
  const { currency } = status;
  return (
    <Card aria-label="Billing so far">
      <dl className="divide-line grid grid-cols-2 md:grid-cols-3 xl:grid-cols-6 xl:divide-x">
        <StripFact label="Scheduler">
          <SchedulerName scheduler={status.scheduler} />
        </StripFact>
        <StripFact label="Last run">
          {status.last_run ? (
            <Timestamp value={status.last_run.started_at} />
          ) : (
            <span className="text-muted">None yet</span>
          )}
        </StripFact>
        <StripFact label="Charges so far">
          <span className="tabular">{status.charges.toLocaleString('en-US')}</span>
        </StripFact>
        <StripFact label="Total billed">
          <QuietLink href="/billing/charges">
            <Amount value={status.total_billed} currency={currency} />
          </QuietLink>
        </StripFact>
        <StripFact label="Unbilled">
          {isZero(status.unbilled) ? (
            <span className="text-muted">Nothing</span>
          ) : (
            <QuietLink href="/usage/unbilled">
              <Amount value={status.unbilled} currency={currency} />
            </QuietLink>
          )}
        </StripFact>
        <StripFact label="Held">
          {isZero(status.held) ? (
            <span className="text-muted">Nothing</span>
          ) : (
            <>
              <QuietLink href="/usage/unbilled?held=true" className="text-warning">
                <Amount value={status.held} currency={currency} />
              </QuietLink>
              <span className="text-muted block text-sm font-normal">
                Of {counted(status.held_customers, 'customer')}
              </span>
            </>
          )}
        </StripFact>
      </dl>
    </Card>
  );
}
