import { parameter, type SearchParams } from '@/lib/ui/search-params';
import { endOf, isDate } from '@/lib/ui/utc';

/** What of the address of the overdue page is asked of the server; whatever makes no sense is left out. */
export interface OverdueQuestion {
  /** Where none is given, the setting of the business counts. */
  days?: number;
  /** A date in UTC; the page then shows how things stood when it ended. */
  date?: string;
}

const mostDays = 3650;

export function overdueQuestion(params: SearchParams): OverdueQuestion {
  const days = parameter(params, 'days');
  const date = parameter(params, 'as_of');
  return {
    ...(days !== undefined && /^\d{1,4}$/.test(days) && Number(days) <= mostDays && { days: Number(days) }),
    ...(date !== undefined && isDate(date) && { date }),
  };
}

/** The input of `get_overdue`, or the query of `/api/overdue`. */
export function overdueInput({ days, date }: OverdueQuestion): { days?: number; as_of?: string } {
  return { ...(days !== undefined && { days }), ...(date !== undefined && { as_of: endOf(date) }) };
}

/** The table of this view as a file. */
export function overdueFile(businessId: string, question: OverdueQuestion): string {
  const { days, as_of } = overdueInput(question);
  const query = new URLSearchParams({ business_id: businessId, format: 'csv' });
  if (days !== undefined) query.set('days', String(days));
  if (as_of !== undefined) query.set('as_of', as_of);
  return `/api/overdue?${query.toString()}`;
}
