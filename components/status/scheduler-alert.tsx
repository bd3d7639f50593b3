import { Timestamp } from '@/components/data/timestamp';
import { Alert } from '@/components/ui/alert';
import type { StatusAnswer } from './answer';

/** Speaks up when nobody runs the jobs. What to do is the operator's; what it means is for everybody. */
export function SchedulerAlert({ status }: { status: StatusAnswer }) {
  if (status.scheduler !== 'none') return null;
  return (
    <Alert tone="danger" title="No scheduler is at work">
      {status.scheduler_seen_at ? (
        <>
          It was last seen <Timestamp value={status.scheduler_seen_at} />.{' '}
        </>
      ) : null}
      Balances, sessions and limits stay right: they are computed when they are looked at. Debits, bills and
      deliveries wait, and are made up for once it is back. Tell whoever runs this installation.
    </Alert>
  );
}
