/** Moments to the microsecond, which a Date has no room for. */

/** A moment as Postgres writes it, in microseconds since 1970. */
export function microsOf(text: string): bigint {
  const [, whole = '', fraction = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(Z|[+-]\d\d(?::?\d\d)?)$/.exec(text) ?? [];
  const seconds = Date.parse(`${whole.replace(' ', 'T')}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`);
  if (Number.isNaN(seconds)) throw new Error(`${text} is no moment`);
  return BigInt(seconds) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

export function momentOf(micros: bigint): string {
  const text = new Date(Number(micros / 1000n)).toISOString();
  return `${text.slice(0, -1)}${(micros % 1000n).toString().padStart(3, '0')}Z`;
}

export const second = 1_000_000n;
export const minute = 60n * second;
export const day = 1440n * minute;

/** Microseconds as `minutes` of an answer: two decimals, rounded. */
export function minutesText(micros: bigint): string {
  const hundredths = (micros * 200n + minute) / (2n * minute);
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`;
}
