import { z } from 'zod';
import { defineOperation } from './define';
import {
  amountText,
  businessId,
  count,
  exactInstant,
  hashedText,
  id,
  idempotencyKey,
  nonNegativePrice,
  positiveAmount,
  time,
} from './schemas';
import { storableEvent } from './storable';

/** Usage: what customers used, each event recorded once, with the price it is billed at. */

/** An event as it was recorded. It never changes. */
export const usageRecord = z.object({
  id,
  customer_id: id,
  /** What was used, where the request named it and its price; null for a product. */
  service: z.string().nullable(),
  product_id: id.nullable(),
  units: amountText,
  /** For one unit, as of the moment of recording. */
  price_per_unit: amountText,
  /** Units times price, exactly: up to 12 decimals. */
  amount: amountText,
  currency: z.string(),
  /** What tells this event from every other: the caller's own id, or the SHA-256 of the canonical payload. */
  request_id: z.string(),
  occurred_at: time,
  recorded_at: time,
  /** Who sent it: `user:…` or `api_key:…`. */
  actor: z.string(),
  /** The `X-Request-Id` of the HTTP request that brought it. */
  source_request_id: z.string().nullable(),
});

/** Where an event stands. `held`: collected for billing, and its wallet cannot bear it. */
export const usageStatus = z.enum(['unbilled', 'held', 'billed']);
export const heldReason = z.enum(['insufficient_funds', 'customer_archived', 'internal_error']);

/** An event with where it stands now, and the names of what it points to. */
export const usageEvent = usageRecord.extend({
  customer_name: z.string(),
  product_sku: z.string().nullable(),
  product_name: z.string().nullable(),
  status: usageStatus,
  /** Why it is held; null for every other status. */
  held_reason: heldReason.nullable(),
});

const unitsConsumed = positiveAmount.meta({
  description: 'Decimal string, or a JSON number: up to 6 decimals',
  example: '1204',
});
const requestId = idempotencyKey.meta({
  description:
    'Your own id of the event: recorded once, whatever is sent how often. Without one, and without an `Idempotency-Key`, the event is known by the SHA-256 of its payload.',
});
const occurredAt = exactInstant.meta({
  description: 'When it was used, RFC 3339; the moment of recording where it is left out',
});

export const usageInput = {
  customer_id: id,
  service: hashedText(100).optional().meta({ description: 'What was used, with `price_per_unit`' }),
  product_id: id
    .optional()
    .meta({ description: 'In place of `service`: its unit price of this moment is taken' }),
  units_consumed: unitsConsumed.optional(),
  units: unitsConsumed.optional().meta({ description: 'Another name of `units_consumed`' }),
  price_per_unit: nonNegativePrice.optional().meta({ description: 'Up to 6 decimals; with `service` only' }),
  request_id: requestId.optional(),
  occurred_at: occurredAt.optional(),
};

export const recordUsage = defineOperation({
  name: 'record_usage',
  method: 'POST',
  path: '/usage',
  tag: 'Usage',
  summary: 'Record usage',
  description:
    'One event: a `service` with its `price_per_unit`, or a `product_id` whose unit price of this moment is taken. The same usage sent twice is recorded once: without a key the second is a 409 with the first record, with a `request_id` or an `Idempotency-Key` it is answered as the first was.',
  access: 'usage:write',
  input: z
    .strictObject({ business_id: businessId, ...usageInput })
    .refine((input) => (input.service === undefined) !== (input.product_id === undefined), {
      path: ['service'],
      message: 'or product_id is required, and not both',
    })
    .refine((input) => (input.service === undefined) === (input.price_per_unit === undefined), {
      path: ['price_per_unit'],
      message: 'goes with service: a product has a price of its own',
    })
    .refine((input) => (input.units_consumed === undefined) !== (input.units === undefined), {
      path: ['units_consumed'],
      message: 'or units is required, and not both',
    }),
  output: usageRecord,
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived', 'product_not_found', 'duplicate_record'],
  examples: {
    request: {
      customer_id: '0196c1f0-0000-7000-8000-000000000001',
      service: 'chat completions',
      units_consumed: '1204',
      price_per_unit: '0.000002',
    },
  },
});

export const recordProductUsage = defineOperation({
  name: 'record_product_usage',
  method: 'POST',
  path: '/billing/usage',
  tag: 'Usage',
  summary: 'Record usage of a product',
  description:
    'Always recorded, with the unit price of the product at this moment; the billing job bills it within a minute. That is its `usage_unit_price`, or its `price` where it has none.',
  access: 'usage:write',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    product_id: id,
    units: unitsConsumed,
    request_id: requestId.optional(),
    occurred_at: occurredAt.optional(),
  }),
  output: usageRecord,
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived', 'product_not_found', 'duplicate_record'],
  examples: {
    request: {
      customer_id: '0196c1f0-0000-7000-8000-000000000001',
      product_id: '0196c1f0-0000-7000-8000-0000000000a1',
      units: '42.5',
    },
  },
});

/** What became of one event of a batch. */
export const batchOutcome = z.object({
  outcome: z.enum(['recorded', 'duplicate', 'invalid']),
  /** The event: for a duplicate, the one that was recorded first. Null where it is invalid. */
  id: id.nullable(),
  request_id: z.string().nullable(),
  /** Why it is invalid; null for every other outcome. */
  error: z
    .object({
      code: z.string(),
      detail: z.string(),
      /** JSON Pointers into the event. */
      errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
    })
    .nullable(),
});

export const recordUsageBatch = defineOperation({
  name: 'record_usage_batch',
  method: 'POST',
  path: '/usage/batch',
  tag: 'Usage',
  summary: 'Record up to 1,000 events',
  description:
    'Each event has the fields of `POST /usage` and an outcome of its own, in the order in which they were sent: `recorded`, `duplicate` (with the id of the first record), or `invalid` and why. A bad event never loses the good ones.',
  access: 'usage:write',
  input: z.strictObject({
    business_id: businessId,
    // Each event is looked at by itself, in Postgres: a bad one must not refuse the batch.
    events: z
      .array(z.unknown().transform(storableEvent))
      .min(1, 'must have at least one event')
      .max(1000, 'must have at most 1000 events')
      .meta({
        'x-judged-one-by-one': true,
        items: z.toJSONSchema(z.object(usageInput), { io: 'input', unrepresentable: 'any' }),
      }),
  }),
  output: z.object({
    recorded: count,
    duplicates: count,
    invalid: count,
    results: z.array(batchOutcome),
  }),
  status: 200,
  idempotency: 'key',
  errors: [],
  examples: {
    request: {
      events: [
        {
          customer_id: '0196c1f0-0000-7000-8000-000000000001',
          service: 'chat completions',
          units_consumed: '1204',
          price_per_unit: '0.000002',
          request_id: 'completion-1',
        },
        {
          customer_id: '0196c1f0-0000-7000-8000-000000000001',
          product_id: '0196c1f0-0000-7000-8000-0000000000a1',
          units: '42.5',
          request_id: 'storage-2026-11-21T09',
          occurred_at: '2026-11-21T09:00:00Z',
        },
      ],
    },
  },
});
