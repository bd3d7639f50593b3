import type { InputOf } from '@/lib/operations/define';
import { usageStatus } from '@/lib/operations/usage';
import type { listUsageEvents } from '@/lib/operations/usage-events';
import { choice, parameter, withParameters, type SearchParams } from '@/lib/ui/search-params';
import { dateAfter, isDate } from '@/lib/ui/utc';

/** What of an address is asked of the server; whatever makes no sense is left out. */

export const periodDays = ['7', '30', '90'] as const;

/** The last days up to today, or from one day to another; both in UTC, both ends included. */
export type Period = { days: number } | { from: string; to: string };

const mostDays = 366;

export function periodOf(params: SearchParams): Period {
  const from = parameter(params, 'from');
  const to = parameter(params, 'to');
  if (
    from !== undefined &&
    to !== undefined &&
    isDate(from) &&
    isDate(to) &&
    periodProblem(from, to) === null
  )
    return { from, to };
  return { days: Number(choice(params, 'days', periodDays) ?? '30') };
}

/** Why two days are no period, in words; null where they are one. With `open`, either may be missing. */
export function periodProblem(from: string, to: string, open = false): string | null {
  if (from === '' || to === '') return open ? null : 'Choose both days.';
  if (from > to) return 'The first day is after the last.';
  if (!open && dateAfter(from, mostDays - 1) < to) return `A period has at most ${mostDays} days.`;
  return null;
}

/** A link to the same page for another period. */
export function periodLink(
  path: string,
  params: SearchParams,
  period: { days: string } | { from: string; to: string },
): string {
  const none = { days: null, from: null, to: null, cursor: null, trail: null };
  if ('from' in period) return withParameters(path, params, { ...none, ...period });
  return withParameters(path, params, { ...none, days: period.days === '30' ? null : period.days });
}

type Meter = { service: string | null; product_id: string | null };

/** A product or a service as one value of an address. */
export function meterValue({ service, product_id }: Meter): string {
  return product_id === null ? `service:${service ?? ''}` : `product:${product_id}`;
}

export interface EventQuestion {
  customer?: string;
  meter?: string;
  status?: 'unbilled' | 'held' | 'billed';
  from?: string;
  to?: string;
}

export function eventQuestion(params: SearchParams): EventQuestion {
  const customer = parameter(params, 'customer');
  const meter = parameter(params, 'meter');
  const status = choice(params, 'status', usageStatus.options);
  const from = parameter(params, 'from');
  const to = parameter(params, 'to');
  return {
    ...(customer !== undefined && { customer }),
    ...(meter !== undefined && /^(service|product):.{1,100}$/s.test(meter) && { meter }),
    ...(status !== undefined && { status }),
    ...(from !== undefined && isDate(from) && { from }),
    ...(to !== undefined && isDate(to) && { to }),
  };
}

/** The input of `list_usage_events`, or the query of `/api/usage`. */
export function eventInput({
  customer,
  meter,
  status,
  from,
  to,
}: EventQuestion): Pick<
  InputOf<typeof listUsageEvents>,
  'customer_id' | 'service' | 'product_id' | 'status' | 'occurred_from' | 'occurred_before'
> {
  const [, kind, name] = /^(service|product):(.*)$/s.exec(meter ?? '') ?? [];
  return {
    ...(customer !== undefined && { customer_id: customer }),
    ...(kind === 'service' && name !== undefined && { service: name }),
    ...(kind === 'product' && name !== undefined && { product_id: name }),
    ...(status !== undefined && { status }),
    ...(from !== undefined && { occurred_from: `${from}T00:00:00Z` }),
    ...(to !== undefined && { occurred_before: `${dateAfter(to, 1)}T00:00:00Z` }),
  };
}

/** The events behind a figure. */
export function eventsOf(question: EventQuestion): string {
  return `/usage/events?${new URLSearchParams({ ...question }).toString()}`;
}

/** The events behind a line of what is not billed. */
export function eventsBehind(line: Meter & { customer_id: string; held_reason: string | null }): string {
  return eventsOf({
    customer: line.customer_id,
    meter: meterValue(line),
    status: line.held_reason === null ? 'unbilled' : 'held',
  });
}

/** The events of this view as a file, every page of them. */
export function eventFile(businessId: string, question: EventQuestion): string {
  const query = new URLSearchParams({ business_id: businessId, format: 'csv' });
  for (const [name, value] of Object.entries(eventInput(question)))
    if (value !== undefined) query.set(name, value);
  return `/api/usage?${query.toString()}`;
}
