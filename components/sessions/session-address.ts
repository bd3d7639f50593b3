import type { Filter } from '@/components/data/filter-bar';
import type { InputOf } from '@/lib/operations/define';
import { sessionEndReason, type listSessions } from '@/lib/operations/sessions';
import { choice, parameter, type SearchParams } from '@/lib/ui/search-params';
import { isDate } from '@/lib/ui/utc';
import { endingOf } from './session-words';

/** What of an address is asked of the server; whatever makes no sense is left out. */

const outcomes = ['running', ...sessionEndReason.options] as const;

export const outcomeFilter: Filter = {
  name: 'outcome',
  label: 'Outcome',
  none: 'all',
  options: [
    { value: 'all', label: 'All sessions' },
    { value: 'running', label: 'Running' },
    ...sessionEndReason.options.map((value) => ({ value, label: endingOf(value).label })),
  ],
};

export interface SessionQuestion {
  customer?: string;
  outcome?: (typeof outcomes)[number];
  from?: string;
  to?: string;
}

export function sessionQuestion(params: SearchParams): SessionQuestion {
  const customer = parameter(params, 'customer');
  const outcome = choice(params, 'outcome', outcomes);
  const from = parameter(params, 'from');
  const to = parameter(params, 'to');
  return {
    ...(customer !== undefined && { customer }),
    ...(outcome !== undefined && { outcome }),
    ...(from !== undefined && isDate(from) && { from }),
    ...(to !== undefined && isDate(to) && { to }),
  };
}

/** The input of `list_sessions`. */
export function sessionInput({
  customer,
  outcome,
  from,
  to,
}: SessionQuestion): Pick<
  InputOf<typeof listSessions>,
  'customer_id' | 'status' | 'end_reason' | 'from_day' | 'to_day'
> {
  return {
    ...(customer !== undefined && { customer_id: customer }),
    ...(outcome === 'running' && { status: 'active' as const }),
    ...(outcome !== undefined && outcome !== 'running' && { end_reason: outcome }),
    ...(from !== undefined && { from_day: from }),
    ...(to !== undefined && { to_day: to }),
  };
}

/** The rows behind a figure of some days: sessions that ran at some time of them. */
export function sessionsOf({ from, to, customer }: { from: string; to: string; customer?: string }): string {
  return `/sessions/history?${new URLSearchParams({ ...(customer === undefined ? {} : { customer }), from, to }).toString()}`;
}
