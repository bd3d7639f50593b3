import Link from 'next/link';
import { StripFact } from '@/components/data/fact';
import { SchedulerName } from '@/components/data/scheduler';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { counted } from '@/lib/ui/words';
import type { StatusAnswer } from './answer';

/** The installation at a glance. */
export function StatusStrip({ status }: { status: StatusAnswer }) {
  const { last_proof } = status;
  return (
    <Card aria-label="Installation">
      <dl className="divide-line grid grid-cols-1 min-[420px]:grid-cols-2 xl:grid-cols-5 xl:divide-x">
        <StripFact label="Scheduler">
          <SchedulerName scheduler={status.scheduler} />
        </StripFact>
        <StripFact label="Last seen">
          {status.scheduler_seen_at ? (
            <Timestamp value={status.scheduler_seen_at} />
          ) : (
            <span className="text-muted">Never</span>
          )}
        </StripFact>
        <StripFact label="Books">
          {last_proof === null ? (
            <span className="text-muted">Not proved yet</span>
          ) : (
            <>
              <span className={last_proof.discrepancies > 0 ? 'text-danger' : undefined}>
                {last_proof.discrepancies === 0
                  ? 'All agree'
                  : counted(last_proof.discrepancies, 'discrepancy', 'discrepancies')}
              </span>
              , <Timestamp value={last_proof.checked_at} />
            </>
          )}{' '}
          <Link href="/ledger" prefetch={false} className="text-accent-ink text-sm underline">
            Prove now
          </Link>
        </StripFact>
        <StripFact label="Database time">
          <Timestamp value={status.database_time} format="second" className="tabular" />
        </StripFact>
        <StripFact label="Schema">
          <span className="tabular">{status.schema_version ?? 'Not known'}</span>
        </StripFact>
      </dl>
    </Card>
  );
}
