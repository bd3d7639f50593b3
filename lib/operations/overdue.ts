import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, id, instant, pageInput, pageOf, time, wholeNumber } from './schemas';

/** What is owed on orders, for how long, at any moment. */

/** Ageing of what is owed by the days since the order. */
export const buckets = z.object({
  days_0_30: amountText,
  days_31_60: amountText,
  days_61_90: amountText,
  days_over_90: amountText,
});

export const getOverdue = defineOperation({
  name: 'get_overdue',
  method: 'GET',
  path: '/overdue',
  tag: 'Orders',
  summary: 'Who owes what, since when',
  description:
    'Customers with orders unpaid for more than `days` times 24 hours (the setting of the business, 30 unless changed), at `as_of`. An order counts once, by what is left of it. The totals and buckets are over all open orders of all customers; the rows are the overdue customers, the most overdue first.',
  access: 'orders:read',
  input: z.strictObject({
    business_id: businessId,
    days: wholeNumber(0, 3650).optional(),
    as_of: instant.optional().meta({ description: 'Now, where it is left out' }),
    ...pageInput,
  }),
  output: pageOf(
    z.object({
      customer_id: id,
      customer_name: z.string(),
      customer_email: z.string().nullable(),
      /** On all open orders. */
      owed: amountText,
      /** On those that are overdue. */
      overdue: amountText,
      overdue_orders: z.number().int(),
      oldest_order_id: id,
      oldest_order_number: z.number().int(),
      oldest_placed_at: time,
      /** Whole days since the oldest unpaid order. */
      oldest_days: z.number().int(),
      buckets,
    }),
  ).extend({
    currency: z.string(),
    days: z.number().int(),
    as_of: time,
    /** `as_of` less the days: what was placed before it and is unpaid is overdue. */
    overdue_since: time,
    totals: z.object({
      /** Over everyone who owes. */
      customers: z.number().int(),
      orders: z.number().int(),
      owed: amountText,
      overdue: amountText,
      overdue_customers: z.number().int(),
      overdue_orders: z.number().int(),
      buckets,
    }),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
  csv: {
    fileName: ({ as_of }) => `overdue-${as_of.slice(0, 10)}.csv`,
    header: [
      'customer_id',
      'customer_name',
      'customer_email',
      'currency',
      'owed',
      'overdue',
      'overdue_orders',
      'oldest_order_number',
      'oldest_placed_at',
      'oldest_days',
      'days_0_30',
      'days_31_60',
      'days_61_90',
      'days_over_90',
      'days',
      'as_of',
    ],
    rows: ({ data, currency, days, as_of }) =>
      data.map((row) => [
        row.customer_id,
        row.customer_name,
        row.customer_email,
        currency,
        row.owed,
        row.overdue,
        row.overdue_orders,
        row.oldest_order_number,
        row.oldest_placed_at,
        row.oldest_days,
        row.buckets.days_0_30,
        row.buckets.days_31_60,
        row.buckets.days_61_90,
        row.buckets.days_over_90,
        days,
        as_of,
      ]),
  },
});
