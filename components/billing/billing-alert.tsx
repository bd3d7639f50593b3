import { Timestamp } from '@/components/data/timestamp';
import { Alert } from '@/components/ui/alert';
import type { BillingStatus } from './billing-words';

/** Speaks up when nobody looks at the schedule. Silent while all is well. */
export function BillingAlert({ status }: { status: BillingStatus }) {
  if (status.scheduler !== 'none') return null;
  return (
    <Alert tone="danger" title="No scheduler is at work">
      {status.scheduler_seen_at ? (
        <>
          It was last seen <Timestamp value={status.scheduler_seen_at} />.{' '}
        </>
      ) : null}
      Start the job runner or pg_cron, or bill by hand. Usage is recorded all the same, and billed later.
    </Alert>
  );
}
