import { z } from 'zod';

/** Schemas that several operations share. Amounts are decimal strings; times are RFC 3339 in UTC. */

// eslint-disable-next-line no-control-regex -- the point is to refuse them
const controlCharacters = /[\u0000-\u001f\u007f]/;

/** One line of text as a person would type it: trimmed, without control characters, well-formed Unicode. */
export function text(maximum: number) {
  return z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maximum, `must be at most ${maximum} characters`)
    .refine((value) => !controlCharacters.test(value), 'must not contain control characters')
    .refine((value) => value.isWellFormed(), 'must be well-formed Unicode');
}

export const id = z.uuid('must be a UUID');
export const time = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339, UTC' });
export const count = z.number().int().nonnegative();

const decimal = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;

/**
 * An amount in a request: a decimal string, or a JSON number. It is kept as the text that was sent:
 * arithmetic and the currency's decimals are Postgres's.
 */
export const amount = z
  .union([z.string(), z.number()], 'must be a decimal string or a number')
  .transform((value) => (typeof value === 'number' ? String(value) : value.trim()))
  .refine((value) => decimal.test(value), 'must be a decimal with at most 15 digits before and 6 after the point')
  .meta({ description: 'Decimal string, or a JSON number', example: '12.50' });

export const nonNegativeAmount = amount.refine((value) => !value.startsWith('-'), 'must not be negative');
export const positiveAmount = nonNegativeAmount.refine((value) => /[1-9]/.test(value), 'must be more than zero');

/** An amount in an answer: at least the currency's decimals, more only where they are not zero. */
export const amountText = z.string().regex(/^-?\d+(\.\d+)?$/).meta({ description: 'Decimal string', example: '95.00' });

export const email = z.email('must be an email address').max(254).transform((value) => value.toLowerCase());
export const password = z
  .string()
  .min(8, 'must be at least 8 characters')
  .max(72, 'must be at most 72 characters')
  .refine((value) => value.isWellFormed(), 'must be well-formed Unicode');

/** Names the business for callers who belong to several. */
export const businessId = id.optional().meta({ description: 'Needed only by callers who belong to several businesses' });

/** Query parameters arrive as text. */
export const pageInput = {
  limit: z.coerce.number().int().min(1).max(200).optional().meta({ description: 'Rows a page, 50 by default' }),
  cursor: z.string().max(500).optional().meta({ description: '`next_cursor` of the page before' }),
};

/** A page of rows, newest first unless the operation says otherwise. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), has_more: z.boolean(), next_cursor: z.string().nullable() });
}
