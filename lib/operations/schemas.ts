import { z } from 'zod';
import { currencyCodes } from '@/lib/money/currency-codes';
import { describeIssue } from './messages';

// Every message reads on from the name of its field, in place of zod's own sentences.
z.config({ localeError: describeIssue });

/** Schemas that several operations share. Amounts are decimal strings; times are RFC 3339 in UTC. */

const controlCharacters = /[\u0000-\u001f\u007f]/;

/** Counted as Postgres counts: an emoji is one character. */
function plain(schema: z.ZodString, maximum: number) {
  return schema
    .refine((value) => Array.from(value).length <= maximum, `must be at most ${maximum} characters`)
    .refine((value) => !controlCharacters.test(value), 'must not contain control characters')
    .refine((value) => value.isWellFormed(), 'must be well-formed Unicode')
    .meta({ maxLength: maximum });
}

/** One line of text as a person would type it: trimmed, without control characters, well-formed Unicode. */
export function text(maximum: number) {
  return plain(z.string().trim().min(1, 'must not be empty'), maximum);
}

/**
 * Text that is hashed, such as the name of a service: trimmed of just what the canonical form says (see
 * docs/guides/idempotency.md), where JavaScript's own trim takes more.
 */
export function hashedText(maximum: number) {
  return plain(
    z
      .string()
      .overwrite((value) => value.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ''))
      .min(1, 'must not be empty'),
    maximum,
  );
}

/** Text to look something up by; it may be empty. */
export function term(maximum: number) {
  return plain(z.string().trim(), maximum);
}

export const id = z.uuid('must be a UUID');
export const time = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339, UTC' });
export const count = z.number().int().nonnegative();

/** A moment in a request, as UTC: Postgres takes no year 0 and no offset beyond 15:59. */
export const instant = time
  .transform((value) => new Date(value))
  .refine(
    (value) => value.getUTCFullYear() >= 1 && value.getUTCFullYear() <= 9999,
    'must be of the years 1 to 9999',
  )
  .transform((value) => value.toISOString());

/** A day of the calendar. Postgres has no year 0, and the month before a day of the year 1 is before our era. */
export const date = z.iso
  .date('must be a day like 2026-11-21')
  .refine((value) => value >= '1000', 'must be of the years 1000 to 9999');

/** What names a request, or a usage event. */
export const idempotencyKey = z
  .string()
  .regex(/^[!-~]{1,255}$/, 'must be 1 to 255 printable characters without spaces');

/** A moment in a request to the microsecond, kept as the text that was sent: a Date would cut it at the millisecond. */
export const exactInstant = time.refine((value) => {
  const year = new Date(value).getUTCFullYear();
  return year >= 1 && year <= 9999 && !/[+-](1[6-9]|2\d):\d\d$/.test(value);
}, 'must be of the years 1 to 9999, at most 15:59 hours from UTC');

const knownCurrencies: ReadonlySet<string> = new Set(currencyCodes);
export const currency = z
  .string()
  .refine(
    (value) => knownCurrencies.has(value),
    'must be an ISO 4217 code that this installation knows, such as USD',
  )
  .meta({ enum: [...currencyCodes] });

const decimal = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;

/**
 * An amount in a request: a decimal string, or a JSON number. It is kept as the text that was sent:
 * arithmetic and the currency's decimals are Postgres's.
 */
export const amount = z
  .union([z.string(), z.number()], 'must be a decimal string or a number')
  .transform((value) => (typeof value === 'number' ? String(value) : value.trim()))
  .refine(
    (value) => decimal.test(value),
    'must be a decimal with at most 15 digits before and 6 after the point',
  )
  .meta({ description: 'Decimal string, or a JSON number', example: '12.50' });

export const nonNegativeAmount = amount
  .refine((value) => !value.startsWith('-'), 'must not be negative')
  .meta({ pattern: '^(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?$', minimum: 0 });
/** A threshold, or nothing in its place. */
export const lowBalance = z.union(
  [z.literal(''), nonNegativeAmount],
  'must be an amount that is not negative, or empty',
);
/** For one unit of usage: finer than any currency, so that a thousand tokens at 0.000002 are exact. */
export const nonNegativePrice = nonNegativeAmount.meta({
  description: 'Up to 6 decimals',
  example: '0.000002',
});
export const positiveAmount = nonNegativeAmount
  .refine((value) => /[1-9]/.test(value), 'must be more than zero')
  .meta({ exclusiveMinimum: 0, minimum: undefined });

/** An amount in an answer: at least the currency's decimals, more only where they are not zero. */
export const amountText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: 'Decimal string', example: '95.00' });

export const email = z
  .email('must be an email address')
  .max(254)
  .transform((value) => value.toLowerCase());

/** What a preview answers with, and a run may be held to. */
export const plan = z
  .string()
  .regex(/^\d{1,16}\.[0-9a-f]{64}$/, 'must be a plan that a preview answered with');

/** A password as it is tried at sign-in: any text that Supabase Auth can take. */
export const secret = z
  .string()
  .min(1, 'must not be empty')
  .max(1000)
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be well-formed Unicode');
/** A new password. Supabase Auth hashes 72 bytes and refuses more. */
export const password = secret
  .refine((value) => value.length >= 8, 'must be at least 8 characters')
  .refine((value) => new TextEncoder().encode(value).length <= 72, 'must be at most 72 bytes')
  .meta({ minLength: 8, maxLength: 72 });

/** Names the business for callers who belong to several. */
export const businessId = id
  .optional()
  .meta({ description: 'Needed only by callers who belong to several businesses' });

/** A whole number in a query, where it arrives as text; an empty one is not zero. */
export function wholeNumber(minimum: number, maximum: number) {
  return z.coerce
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine(
      (value) => value >= minimum && value <= maximum,
      `must be a whole number from ${minimum} to ${maximum}`,
    )
    .meta({ type: 'integer', minimum, maximum });
}

/** Query parameters arrive as text. */
export const pageInput = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Rows a page, 50 by default' }),
  cursor: term(2000).optional().meta({ description: '`next_cursor` of the page before' }),
};

/** A page of rows, newest first unless the operation says otherwise. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), has_more: z.boolean(), next_cursor: z.string().nullable() });
}
