/**
 * Amounts are decimal strings from Postgres and stay strings: they are grouped for reading here, and
 * nothing is ever added, rounded or parsed as a number.
 */

const amountPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The minus of a typeset number; a hyphen is too short beside tabular digits. */
const minus = '\u2212';

interface Notation {
  before: string;
  after: string;
}

const notations = new Map<string, Notation>();

/** Where a unit's symbol stands. Only the symbol comes from Intl; the digits never pass through it. */
function notationOf(unit: string): Notation {
  const known = notations.get(unit);
  if (known) return known;
  let notation: Notation = { before: '', after: `\u00a0${unit}` };
  if (/^[A-Z]{3}$/.test(unit)) {
    const symbol = new Intl.NumberFormat('en-US', { style: 'currency', currency: unit })
      .formatToParts(0)
      .find((part) => part.type === 'currency')?.value;
    const before = symbol ?? unit;
    notation = { before: /[A-Za-z]$/.test(before) ? `${before}\u00a0` : before, after: '' };
  }
  notations.set(unit, notation);
  return notation;
}

/** Groups the digits before the point: `-1234567.5` becomes `−1,234,567.5`. */
export function groupDigits(amount: string): string {
  const match = amountPattern.exec(amount);
  if (!match) throw new TypeError('An amount must be a decimal string.');
  const [, sign = '', whole = '', fraction] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign === '' ? '' : minus}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** An amount with its unit, for a person: `$1,234.50`, `−CHF 20.00`, `1,200 credits`. */
export function formatAmount(amount: string, currency: string): string {
  const digits = groupDigits(amount);
  if (currency === 'credit') return `${digits}\u00a0${/^-?1(\.0+)?$/.test(amount) ? 'credit' : 'credits'}`;
  const { before, after } = notationOf(currency);
  return digits.startsWith(minus)
    ? `${minus}${before}${digits.slice(1)}${after}`
    : `${before}${digits}${after}`;
}

/** The same with a plus before what comes in, for movements. */
export function formatMovement(amount: string, currency: string): string {
  const text = formatAmount(amount, currency);
  return isNegative(amount) || isZero(amount) ? text : `+${text}`;
}

export function isZero(amount: string): boolean {
  return /^-?0*(\.0*)?$/.test(amount);
}

export function isNegative(amount: string): boolean {
  return amount.startsWith('-') && !isZero(amount);
}

/** The height of a bar. A picture may be off by a pixel, so this one place may leave decimal. */
export function toPlotHeight(amount: string): number {
  return Number(amount);
}
