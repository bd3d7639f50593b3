import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, count, date, id, pageInput, pageOf, time } from './schemas';
import { heldReason } from './usage';

/** Usage in sums: by day, by what was used, by customer, and what of it is not billed yet. */

/** One product or service: the name to show, and which of the two it is. */
const meter = {
  service: z.string().nullable(),
  product_id: id.nullable(),
  /** The service, or the name of the product. */
  name: z.string(),
};

export const usageDay = z.object({
  /** A day in UTC, by `occurred_at`. */
  day: z.iso.date(),
  ...meter,
  events: count,
  units: amountText,
  amount: amountText,
});

export const getUsageSummary = defineOperation({
  name: 'get_usage_summary',
  method: 'GET',
  path: '/usage/summary',
  tag: 'Usage',
  summary: 'Usage by day, by what was used, and by customer',
  description:
    'Right at this instant: what was recorded a moment ago is in it. Days are of UTC, both ends included.',
  access: 'usage:read',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    /** The first day; 29 days before the last by default. */
    from_day: date.optional(),
    /** The last day; today by default. At most 366 days. */
    to_day: date.optional(),
  }),
  output: z.object({
    from_day: z.iso.date(),
    to_day: z.iso.date(),
    currency: z.string(),
    as_of: time,
    /** Of the days asked for. */
    events: count,
    amount: amountText,
    /** Of all time: recorded, and not in the ledger yet. */
    unbilled: amountText,
    /** Of all time: the part of it that wallets could not bear. */
    held: amountText,
    held_customers: count,
    /** Days without usage are left out. */
    days: z.array(usageDay),
    /** The sum of each of these days. */
    totals: z.array(z.object({ day: z.iso.date(), events: count, amount: amountText })),
    /** The dearest first. */
    meters: z.array(z.object({ ...meter, events: count, units: amountText, amount: amountText })),
    /** The dearest ten. */
    customers: z.array(
      z.object({
        customer_id: id,
        customer_name: z.string(),
        events: count,
        amount: amountText,
        unbilled: amountText,
      }),
    ),
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const listUnbilledUsage = defineOperation({
  name: 'list_unbilled_usage',
  method: 'GET',
  path: '/usage/unbilled',
  tag: 'Usage',
  summary: 'List what is recorded and not billed yet',
  description: 'By customer and what was used, with the reason where it is held.',
  access: 'usage:read',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    /** Only what is held. */
    held: z.enum(['true', 'false']).optional(),
    ...pageInput,
  }),
  output: pageOf(
    z.object({
      customer_id: id,
      customer_name: z.string(),
      ...meter,
      events: count,
      units: amountText,
      amount: amountText,
      currency: z.string(),
      held_reason: heldReason.nullable(),
      /** Since when it is held. */
      held_since: time.nullable(),
    }),
  ),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});
