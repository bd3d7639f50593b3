import { StatCard } from '@/components/data/stat-card';
import { groupDigits } from '@/lib/money/format';
import { utcDate, utcDay } from '@/lib/ui/utc';
import { counted } from '@/lib/ui/words';
import { sessionsOf } from './session-address';
import type { SessionAnalytics } from './session-words';

/** The figures of the period; each leads to the sessions that it is made of. */
export function SessionTotals({ analytics }: { analytics: SessionAnalytics }) {
  const { from_day: from, to_day: to, sessions, customers, minutes, credits } = analytics;
  const rows = sessionsOf({ from, to });
  return (
    <div className="grid grid-cols-1 gap-2.5 min-[420px]:grid-cols-3 min-[420px]:gap-4">
      <StatCard
        label="Sessions"
        value={sessions.toLocaleString('en-US')}
        hint={`Of ${counted(customers, 'customer')}`}
        href={rows}
      />
      <StatCard
        label="Minutes"
        value={groupDigits(minutes)}
        hint={`${utcDay(from)} to ${utcDate(to)}`}
        href={rows}
      />
      <StatCard
        label="Credits used"
        value={groupDigits(credits)}
        hint="Those that run included"
        href={rows}
      />
    </div>
  );
}
