import { parameter, type SearchParams } from '@/lib/ui/search-params';

/** Months in UTC, as statements have them: `2026-11`. */

export function monthOf(time: string): string {
  return new Date(time).toISOString().slice(0, 7);
}

/** The month so many months later. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** `November 2026`, or `Nov 2026` */
export function monthName(month: string, length: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat('en-GB', { month: length, year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** The month in the address; one that makes no sense counts as none. */
export function monthParameter(params: SearchParams): string | undefined {
  const month = parameter(params, 'month');
  return month !== undefined && /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(month) ? month : undefined;
}
