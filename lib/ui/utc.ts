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
  return `${utcDay(time)}, ${utcTime(time)}`;
}

/** The last date of a span that ends before `to`. */
export function lastDateBefore(to: string): string {
  return utcDate(new Date(Date.parse(to) - 1).toISOString());
}

/** Whether a text is a day of the calendar, as `2026-11-21`. */
export function isDate(text: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const start = new Date(`${text}T00:00:00Z`);
  // A 31st of February is read as a day of March.
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(text);
}

/** The last moment of a date. */
export function endOf(date: string): string {
  return `${date}T23:59:59.999Z`;
}

/** The date so many days after another; before it, where there are fewer than none. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Every date from one to another, both included. */
export function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = dateAfter(date, 1)) dates.push(date);
  return dates;
}

/** `21 Nov` */
export function utcDay(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(date),
  );
}
