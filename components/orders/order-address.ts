import type { Filter } from '@/components/data/filter-bar';
import type { InputOf } from '@/lib/operations/define';
import type { listOrders } from '@/lib/operations/orders';
import { choice, parameter, type SearchParams } from '@/lib/ui/search-params';
import { endOf, isDate } from '@/lib/ui/utc';
import { counted } from '@/lib/ui/words';

/** What of an address is asked of the server; whatever makes no sense is left out. */

const statuses = ['open', 'overdue', 'paid', 'cancelled'] as const;

export interface OrderQuestion {
  search?: string;
  status?: (typeof statuses)[number];
  customer?: string;
  /** Days since the order: `31-60`, or `over-90`. */
  age?: string;
  /** A date in UTC: what was owed when it ended. */
  date?: string;
}

const mostDays = 3650;

/** More than so many days, and at most so many; null where the text is no age. */
function daysOf(age: string): { older?: number; upTo?: number } | null {
  const [, first, last, over] = /^(?:(\d{1,4})-(\d{1,4})|over-(\d{1,4}))$/.exec(age) ?? [];
  const older = Number(over ?? first) - (over === undefined ? 1 : 0);
  const upTo = last === undefined ? undefined : Number(last);
  if (Number.isNaN(older) || older > mostDays || (upTo !== undefined && (upTo > mostDays || upTo < older)))
    return null;
  return { ...(older >= 0 && { older }), ...(upTo !== undefined && { upTo }) };
}

export function orderQuestion(params: SearchParams): OrderQuestion {
  const search = parameter(params, 'search');
  const status = choice(params, 'status', statuses);
  const customer = parameter(params, 'customer');
  const age = parameter(params, 'age');
  const date = parameter(params, 'as_of');
  // Of the past only what was owed is known.
  const mayBePast = status === 'open' || status === 'overdue';
  return {
    ...(search !== undefined && { search }),
    ...(status !== undefined && { status }),
    ...(customer !== undefined && { customer }),
    ...(age !== undefined && daysOf(age) !== null && { age }),
    ...(mayBePast && date !== undefined && isDate(date) && { date }),
  };
}

/** The input of `list_orders`, or the query of `/api/orders`. */
export function orderInput({
  search,
  status,
  customer,
  age,
  date,
}: OrderQuestion): Pick<
  InputOf<typeof listOrders>,
  'search' | 'status' | 'customer_id' | 'older_than_days' | 'up_to_days' | 'as_of'
> {
  const { older, upTo } = (age === undefined ? null : daysOf(age)) ?? {};
  return {
    ...(search !== undefined && { search }),
    ...(status !== undefined && { status }),
    ...(customer !== undefined && { customer_id: customer }),
    ...(older !== undefined && { older_than_days: older }),
    ...(upTo !== undefined && { up_to_days: upTo }),
    ...(date !== undefined && { as_of: endOf(date) }),
  };
}

/** The open orders behind a figure of what is owed. */
export function openOrders({ customer, age, date }: Omit<OrderQuestion, 'search' | 'status'>): string {
  return `/orders?${new URLSearchParams({
    ...(customer !== undefined && { customer }),
    status: 'open',
    ...(age !== undefined && { age }),
    ...(date !== undefined && { as_of: date }),
  }).toString()}`;
}

/** An age as people say it: `31 to 60 days`, `Over 90 days`. */
export function ageInWords(age: string): string {
  const over = /^over-(\d+)$/.exec(age)?.[1];
  return over === undefined ? `${age.replace('-', ' to ')} days` : `Over ${counted(Number(over), 'day')}`;
}

/** The ages of the page of what is overdue, and what is chosen, though it may be another. */
export function ageFilter(chosen: string | undefined): Filter {
  const known = ['0-30', '31-60', '61-90', 'over-90'];
  const all = chosen === undefined || known.includes(chosen) ? known : [chosen, ...known];
  return {
    name: 'age',
    label: 'Days since the order',
    none: 'any',
    options: [
      { value: 'any', label: 'Any age' },
      ...all.map((value) => ({ value, label: ageInWords(value) })),
    ],
  };
}
