import { Amount } from '@/components/data/amount';
import { StatCard } from '@/components/data/stat-card';
import { isZero } from '@/lib/money/format';
import { utcDate, utcDay } from '@/lib/ui/utc';
import { counted } from '@/lib/ui/words';
import type { UsageSummary } from './usage-words';

/** The figures of the period, and what of all time is not billed yet. */
export function UsageTotals({ summary }: { summary: UsageSummary }) {
  const { from_day: from, to_day: to, currency, events, amount, unbilled, held, held_customers } = summary;
  const isHeld = !isZero(held);
  const days = `from=${from}&to=${to}`;
  return (
    <div className="grid grid-cols-1 gap-2.5 min-[420px]:grid-cols-2 min-[420px]:gap-4 xl:grid-cols-4">
      <StatCard
        label="Cost"
        value={<Amount value={amount} currency={currency} quietDecimals />}
        hint={`${utcDay(from)} to ${utcDate(to)}`}
        href={`/usage/events?${days}`}
      />
      <StatCard
        label="Events"
        value={events.toLocaleString('en-US')}
        hint="Each recorded once"
        href={`/usage/events?${days}`}
      />
      <StatCard
        label="Unbilled now"
        value={<Amount value={unbilled} currency={currency} quietDecimals />}
        hint={isZero(unbilled) ? 'All of it is in the ledger' : 'Of all time, held or not'}
        href="/usage/unbilled"
      />
      <StatCard
        label="Held now"
        value={
          <Amount
            value={held}
            currency={currency}
            quietDecimals={!isHeld}
            className={isHeld ? 'text-warning' : ''}
          />
        }
        hint={held_customers === 0 ? 'Every wallet can bear it' : `Of ${counted(held_customers, 'customer')}`}
        href="/usage/unbilled?held=true"
      />
    </div>
  );
}
