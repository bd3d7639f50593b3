import type { OutputOf } from '@/lib/operations/define';
import type { getStatus } from '@/lib/operations/status';

export type StatusAnswer = OutputOf<typeof getStatus>;
export type Job = StatusAnswer['jobs'][number];

const names: Readonly<Record<string, string>> = {
  bill_usage: 'Billing of usage',
  clean_up: 'Clean-up',
  hourly_debits: 'Hourly debits',
  settle_sessions: 'Settling of sessions',
  follow_low_balance: 'Low balances',
  release_holds: 'Expiry of holds',
  tell_overdue: 'Overdue orders',
};

/** A job as a page calls it; one without a name here goes by its own. */
export function jobName(name: string): string {
  return names[name] ?? name.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());
}

/** How it is with a job, in one word. */
export type JobState = 'off' | 'never' | 'failed' | 'late' | 'well';

const minute = 60_000;

/**
 * @param now the time of the database
 */
export function jobState(job: Job, now: string): JobState {
  if (!job.is_enabled) return 'off';
  if (failedSince(job)) return 'failed';
  if (job.last_done_at === null) return 'never';
  return Date.parse(now) - Date.parse(job.last_done_at) > patience(job.schedule) ? 'late' : 'well';
}

/** It broke off, and was not at its end since. */
function failedSince({ last_failed_at, last_done_at }: Job): boolean {
  return last_failed_at !== null && (last_done_at === null || last_failed_at > last_done_at);
}

/** How long ago a job may have been through: a few minutes for what runs every minute, a day and an hour for the rest. */
function patience(schedule: string): number {
  return schedule.startsWith('* ') || schedule.startsWith('*/') ? 5 * minute : 25 * 60 * minute;
}

/** How often, in words; a schedule that is none of the usual stands as it is. */
export function scheduleWords(schedule: string): string {
  if (schedule === '* * * * *') return 'Every minute';
  const [, minutes, hours] = /^(\d+) (\d+) \* \* \*$/.exec(schedule) ?? [];
  if (minutes === undefined || hours === undefined) return schedule;
  return `Daily at ${hours.padStart(2, '0')}:${minutes.padStart(2, '0')} UTC`;
}
