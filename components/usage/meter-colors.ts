import { meterValue } from './usage-address';
import type { UsageSummary } from './usage-words';

export interface Series {
  key: string;
  name: string;
  color: string;
  /** What it came to in the period; null for the rest, which is never added up here. */
  amount: string | null;
}

/** Far enough apart for both themes and for most eyes; the names stand beside them. */
const colors = [
  'var(--accent)',
  'oklch(0.67 0.12 195)',
  'oklch(0.74 0.13 80)',
  'oklch(0.63 0.17 5)',
  'oklch(0.63 0.13 150)',
];

export const others = 'others';

/** The dearest products and services each with a colour, and what is left of them as one more. */
export function seriesOf(meters: UsageSummary['meters']): readonly Series[] {
  const shown = meters.slice(0, colors.length).map((meter, index) => ({
    key: meterValue(meter),
    name: meter.name,
    color: colors[index] ?? 'var(--muted)',
    amount: meter.amount,
  }));
  const rest = meters.length - shown.length;
  if (rest <= 0) return shown;
  return [...shown, { key: others, name: `${rest} more`, color: 'var(--field-line)', amount: null }];
}
