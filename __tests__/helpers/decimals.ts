/** Decimal text as a whole number of its last place, so that a model can count without rounding. */

/** `"1.5"` with 6 places is `1500000n`. */
export function unscaled(text: string, places: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (/[1-9]/.test(fraction.slice(places))) throw new Error(`${text} has more than ${places} decimals`);
  return BigInt(`${sign}${whole}${fraction.slice(0, places).padEnd(places, '0')}`);
}

/** `1500000n` with 6 places is `"1.500000"`. */
export function scaled(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return value < 0n ? `-${text}` : text;
}

export const sumOf = (values: readonly bigint[]): bigint =>
  values.reduce((total, value) => total + value, 0n);
