import { cn } from '@/lib/ui/cn';

const schedulers = {
  pg_cron: 'pg_cron in the database',
  runner: 'The job runner',
  none: 'None at work',
} as const;

export type Scheduler = keyof typeof schedulers;

/** Who runs the jobs, and whether anybody does. */
export function SchedulerName({ scheduler }: { scheduler: Scheduler }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span
        aria-hidden
        className={cn(
          'size-2 shrink-0 rounded-full',
          scheduler === 'none' ? 'bg-danger-solid' : 'bg-positive',
        )}
      />
      {schedulers[scheduler]}
    </span>
  );
}
