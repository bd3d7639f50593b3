import Link from 'next/link';
import type { SearchParams } from '@/lib/ui/search-params';
import { DatesForm } from './dates-form';
import { periodDays, periodLink, type Period } from './usage-address';

export interface PeriodPickerProps {
  path: string;
  params: SearchParams;
  period: Period;
  /** The days that are shown. */
  from: string;
  to: string;
}

/** The last days, or from one day to another. Both live in the address, so that a view can be kept and shared. */
export function PeriodPicker({ path, params, period, from, to }: PeriodPickerProps) {
  const isChosen = 'from' in period;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <nav aria-label="Period" className="border-line bg-surface flex w-fit rounded-lg border p-0.75">
        {periodDays.map((days) => (
          <Link
            key={days}
            href={periodLink(path, params, { days })}
            prefetch={false}
            scroll={false}
            aria-current={!isChosen && String(period.days) === days ? 'true' : undefined}
            className="text-muted hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink rounded-md px-2.5 py-1 text-sm font-medium whitespace-nowrap transition-colors sm:px-3"
          >
            {days} days
          </Link>
        ))}
        <Link
          href={periodLink(path, params, { from, to })}
          prefetch={false}
          scroll={false}
          aria-current={isChosen ? 'true' : undefined}
          className="text-muted hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink rounded-md px-2.5 py-1 text-sm font-medium whitespace-nowrap transition-colors sm:px-3"
        >
          Dates
        </Link>
      </nav>
      {isChosen ? <DatesForm path={path} params={params} from={from} to={to} /> : null}
    </div>
  );
}
