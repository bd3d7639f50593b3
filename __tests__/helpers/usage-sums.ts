import { scaled, sumOf, unscaled } from './decimals';
import type { UsageEvent } from './usage';

/** Sums of usage as a test makes them: whole numbers of the twelfth decimal, so that nothing is rounded. */

const places = 12;

interface Priced {
  units: string;
  price_per_unit: string;
}

/** Units times price, exactly, of many events. */
export function amountOf(events: readonly Priced[]): string {
  const exact = sumOf(
    events.map(({ units, price_per_unit }) => unscaled(units, 6) * unscaled(price_per_unit, 6)),
  );
  return shown(scaled(exact, places));
}

export function unitsOf(events: readonly Priced[]): string {
  return scaled(sumOf(events.map(({ units }) => unscaled(units, 6))), 6).replace(/\.?0+$/, '');
}

/** The sum of amounts as answers show them. */
export function total(amounts: readonly string[]): string {
  return shown(scaled(sumOf(amounts.map((amount) => unscaled(amount, places))), places));
}

/** Cut off at the 6 decimals that a charge has. */
export function charged(amount: string): string {
  return shown(scaled(unscaled(amount, places) / 1_000_000n, 6));
}

/** With the decimals of the currency, more only where they are not zero. */
function shown(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** The service, or the name of the product. */
export const nameOf = ({ service, product_name }: UsageEvent): string => service ?? product_name ?? '';
/** `3 events 7.50`. */
export const sum = (events: readonly UsageEvent[]) => `${events.length} events ${amountOf(events)}`;
/** The same of a row that an answer has. */
export const line = (name: string, each: { events: number; units: string; amount: string }) =>
  `${name}: ${each.events} events ${each.amount}, ${each.units} units`;

/** Everything the summary says of some days, made of the events. */
export function summaryOf(events: readonly UsageEvent[]) {
  const lines = (keyOf: (event: UsageEvent) => string) =>
    [...grouped(events, keyOf)]
      .map(([key, group]) => `${key}: ${sum(group)}, ${unitsOf(group)} units`)
      .sort();
  const dayOf = (event: UsageEvent) => event.occurred_at.slice(0, 10);
  return {
    all: sum(events),
    days: lines((event) => `${dayOf(event)} ${nameOf(event)}`),
    totals: [...grouped(events, dayOf)].map(([day, group]) => `${day}: ${sum(group)}`).sort(),
    meters: lines(nameOf),
    customers: [...grouped(events, ({ customer_name }) => customer_name)]
      .map(([name, group]) => `${name}: ${sum(group)}`)
      .sort(),
  };
}
