import type { ReactNode } from 'react';
import { Amount } from '@/components/data/amount';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import type { getDebitStatus } from '@/lib/operations/debits';
import type { OutputOf } from '@/lib/operations/define';
import { cn } from '@/lib/ui/cn';

type Status = OutputOf<typeof getDebitStatus>;

const schedulers: Record<Status['scheduler'], string> = {
  pg_cron: 'pg_cron in the database',
  runner: 'The job runner',
  none: 'None at work',
};

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3 sm:px-5 sm:py-4">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}

/** The schedule at a glance: who runs it, when it ran, when it runs, and all it has done. */
export function ScheduleStrip({ status }: { status: Status }) {
  const alive = status.scheduler !== 'none';
  return (
    <Card aria-label="Schedule">
      <dl className="divide-line grid grid-cols-2 md:grid-cols-3 xl:grid-cols-6 xl:divide-x">
        <Fact label="Scheduler">
          <span className="inline-flex items-center gap-2">
            <span
              aria-hidden
              className={cn('size-2 shrink-0 rounded-full', alive ? 'bg-positive' : 'bg-danger-solid')}
            />
            {schedulers[status.scheduler]}
          </span>
        </Fact>
        <Fact label="Last run">
          {status.last_run ? (
            <Timestamp value={status.last_run.started_at} />
          ) : (
            <span className="text-muted">None yet</span>
          )}
        </Fact>
        <Fact label="Next run">
          <Timestamp value={status.next_run_at} />
        </Fact>
        <Fact label="Missed hours">
          <span className={status.missed_hours > 0 ? 'text-warning' : undefined}>{status.missed_hours}</span>
        </Fact>
        <Fact label="Debits so far">
          <span className="tabular">{status.succeeded.toLocaleString('en-US')}</span>
          {status.failed > 0 ? (
            <span className="tabular text-danger text-sm font-normal">
              {' '}
              {status.failed.toLocaleString('en-US')} failed
            </span>
          ) : null}
        </Fact>
        <Fact label="Total debited">
          <Amount value={status.total_debited} currency={status.currency} />
        </Fact>
      </dl>
    </Card>
  );
}
