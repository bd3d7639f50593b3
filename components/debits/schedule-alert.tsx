import Link from 'next/link';
import { Timestamp } from '@/components/data/timestamp';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { counted } from '@/lib/ui/words';

export interface ScheduleAlertProps {
  scheduler: 'pg_cron' | 'runner' | 'none';
  seenAt: string | null;
  missedHours: number;
  /** Shows a way to the debits, on pages that are not them. */
  link?: boolean;
}

/** Speaks up when nobody looks at the schedule, or when hours were missed. Silent while all is well. */
export function ScheduleAlert({ scheduler, seenAt, missedHours, link = false }: ScheduleAlertProps) {
  if (scheduler !== 'none' && missedHours === 0) return null;
  const action = link ? (
    <Button asChild size="small" variant="secondary">
      <Link href="/debits">Open debits</Link>
    </Button>
  ) : undefined;
  const hours = `${counted(missedHours, 'hour')} ${missedHours === 1 ? 'was' : 'were'} not run`;
  if (scheduler === 'none') {
    return (
      <Alert tone="danger" title="No scheduler is at work" action={action}>
        {seenAt ? (
          <>
            It was last seen <Timestamp value={seenAt} />.{' '}
          </>
        ) : null}
        {missedHours > 0 ? `${hours}. ` : ''}
        Start the job runner or pg_cron, or run the debits by hand. Missed hours are made up for, each once.
      </Alert>
    );
  }
  return (
    <Alert tone="warning" title={hours} action={action}>
      The next run makes up for {missedHours === 1 ? 'it' : 'them'} in order, each once. Run debits now to do
      it at once.
    </Alert>
  );
}
