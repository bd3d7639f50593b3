import { Amount } from '@/components/data/amount';
import { StripFact } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { SchedulerName } from '@/components/data/scheduler';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import type { getDebitStatus } from '@/lib/operations/debits';
import type { OutputOf } from '@/lib/operations/define';

type Status = OutputOf<typeof getDebitStatus>;

/** The schedule at a glance: who runs it, when it ran, when it runs, and all it has done. */
export function ScheduleStrip({ status }: { status: Status }) {
  return (
    <Card aria-label="Schedule">
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
        <StripFact label="Next run">
          <Timestamp value={status.next_run_at} />
        </StripFact>
        <StripFact label="Missed hours">
          <span className={status.missed_hours > 0 ? 'text-warning' : undefined}>{status.missed_hours}</span>
        </StripFact>
        <StripFact label="Debits so far">
          <QuietLink href="/debits/logs?status=success" className="tabular">
            {status.succeeded.toLocaleString('en-US')}
          </QuietLink>
          {status.failed > 0 ? (
            <>
              {' '}
              <QuietLink
                href="/debits/logs?status=failed"
                className="tabular text-danger text-sm font-normal"
              >
                {status.failed.toLocaleString('en-US')} failed
              </QuietLink>
            </>
          ) : null}
        </StripFact>
        <StripFact label="Total debited">
          <QuietLink href="/debits/logs?status=success">
            <Amount value={status.total_debited} currency={status.currency} />
          </QuietLink>
        </StripFact>
      </dl>
    </Card>
  );
}
