import { formatAmount } from '@/lib/money/format';
import type { auditChange } from '@/lib/operations/audit';
import { permissions } from '@/lib/operations/define';
import type { z } from 'zod';

/** The fields of the audit, as a person says them and their values. */

export type Change = z.output<typeof auditChange>;
export type Value = Change['before'];

const amounts = [
  'low_balance',
  'price',
  'usage_unit_price',
  'credit_limit',
  'overdraft_limit',
  'hourly_debit_amount',
];
const credits = ['low_credits', 'welcome_grant', 'session_credits_per_minute', 'credits_overdraft'];
const secrets = ['key_hash', 'token_hash', 'secret_rotated_at'];
const times = ['expires_at', 'revoked_at', 'accepted_at', 'test_clock_at', 'deleted_at'];

const labels: Readonly<Record<string, string>> = {
  welcome_grant: 'welcome grant',
  session_credits_per_minute: 'rate of sessions',
  overdue_days: 'days until an order is overdue',
  join_enabled: 'join page',
  credit_limit: 'credit limit',
  overdraft_limit: 'overdraft limit',
  hourly_debit_amount: 'hourly debit',
  usage_unit_price: 'usage price',
  user_id: 'login',
  customer_id: 'customer',
  expires_at: 'expiry',
  revoked_at: 'revoked',
  accepted_at: 'accepted',
  key_hash: 'key',
  token_hash: 'link',
  test_clock_at: 'test clock',
  is_sandbox: 'sandbox',
  credits_overdraft: 'overdraft of credits',
  event_types: 'events',
  url: 'address',
  disabled_reason: 'disabled',
  secret_rotated_at: 'signing secret',
  deleted_at: 'deleted',
  low_balance: 'low balance threshold',
  low_credits: 'low credits threshold',
};

/** A field in the middle of a sentence. */
export function fieldName(field: string): string {
  return labels[field] ?? field.replaceAll('_', ' ');
}

/** The same at the beginning of a line. */
export function fieldLabel(field: string): string {
  const name = fieldName(field);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function isSecret(field: string): boolean {
  return secrets.includes(field);
}

/** Whether a field says how much, so that it can be raised and lowered. */
export function isAmount(field: string): boolean {
  return amounts.includes(field) || credits.includes(field);
}

/** Where nothing means without an end. */
const open: Readonly<Record<string, string>> = {
  credit_limit: 'no limit',
  overdraft_limit: 'no limit',
  low_balance: 'none',
  low_credits: 'none',
  disabled_reason: 'no',
  expires_at: 'never',
  usage_unit_price: 'the price of a piece',
  test_clock_at: 'the real time',
};

/** One value of a field, in words. */
export function valueText(field: string, value: Value, currency: string): string {
  if (value === null) return open[field] ?? 'nothing';
  if (Array.isArray(value)) {
    if (field === 'scopes' && value.length === permissions.length) return 'everything';
    return value.length === 0 ? 'everything' : value.join(', ');
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  if (amounts.includes(field)) return formatAmount(text, currency);
  if (credits.includes(field)) return formatAmount(text, 'credit');
  if (times.includes(field)) return `${new Date(text).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return text;
}

/** Whether a decimal string is more than another, by their digits. */
export function isMore(value: string, other: string): boolean {
  const [whole, rest] = [value, other].map((text) => {
    const [head = '', tail = ''] = text.replace('-', '').split('.');
    return { sign: text.startsWith('-') ? -1 : 1, digits: head.padStart(30, '0') + tail.padEnd(30, '0') };
  });
  if (!whole || !rest) return false;
  if (whole.sign !== rest.sign) return whole.sign > rest.sign;
  return whole.sign > 0 ? whole.digits > rest.digits : whole.digits < rest.digits;
}
