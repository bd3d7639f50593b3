/** Dates and times in UTC, for what says the same to everybody and on paper. Elsewhere `Timestamp` follows the reader. */

/** `21 Nov 2026` */
export function utcDate(time: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(time));
}

/** `09:30` */
export function utcTime(time: string): string {
  return new Date(time).toISOString().slice(11, 16);
}

/** `21 Nov, 09:30` */
export function utcMoment(time: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return `${day.format(new Date(time))}, ${utcTime(time)}`;
}

/** The last date of a span that ends before `to`. */
export function lastDateBefore(to: string): string {
  return utcDate(new Date(Date.parse(to) - 1).toISOString());
}
