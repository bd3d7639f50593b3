import { formatAmount, isZero, toPlotHeight } from '@/lib/money/format';
import type { OutputOf } from '@/lib/operations/define';
import type { getOverdue } from '@/lib/operations/overdue';
import { cn } from '@/lib/ui/cn';

export type Overdue = OutputOf<typeof getOverdue>;
export type Buckets = Overdue['totals']['buckets'];

/** From blue to red as it gets older. The words stand beside it wherever it shows. */
export const ages: readonly {
  key: keyof Buckets;
  label: string;
  short: string;
  /** As the list of orders has it in its address. */
  age: string;
  color: string;
}[] = [
  {
    key: 'days_0_30',
    label: '0 to 30 days',
    short: '0–30',
    age: '0-30',
    color: 'color-mix(in oklab, var(--accent) 55%, var(--surface))',
  },
  { key: 'days_31_60', label: '31 to 60 days', short: '31–60', age: '31-60', color: 'var(--accent)' },
  {
    key: 'days_61_90',
    label: '61 to 90 days',
    short: '61–90',
    age: '61-90',
    color: 'color-mix(in oklab, var(--accent) 40%, var(--danger-solid))',
  },
  {
    key: 'days_over_90',
    label: 'Over 90 days',
    short: 'Over 90',
    age: 'over-90',
    color: 'var(--danger-solid)',
  },
];

/** The ages with something in them, in words: `31 to 60 days $20.00, over 90 days $5.00`. */
export function agesInWords(buckets: Buckets, currency: string): string {
  const parts = ages
    .filter(({ key }) => !isZero(buckets[key]))
    .map(({ key, label }) => `${label.toLowerCase()} ${formatAmount(buckets[key], currency)}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

export interface AgeBarProps {
  buckets: Buckets;
  currency: string;
  className?: string;
}

/** What is owed as one bar, in parts as long as what is owed for so long. */
export function AgeBar({ buckets, currency, className }: AgeBarProps) {
  const words = agesInWords(buckets, currency);
  return (
    <span className={cn('bg-subtle flex h-1.5 gap-px overflow-hidden rounded-full', className)} title={words}>
      <span className="sr-only">By age: {words}</span>
      {ages.map(({ key, color }) =>
        isZero(buckets[key]) ? null : (
          <span
            key={key}
            aria-hidden
            className="min-w-1"
            style={{ flexGrow: toPlotHeight(buckets[key]), flexBasis: 0, background: color }}
          />
        ),
      )}
    </span>
  );
}
