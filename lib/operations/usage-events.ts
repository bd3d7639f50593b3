import { z } from 'zod';
import { defineOperation } from './define';
import { businessId, hashedText, id, instant, pageInput, pageOf } from './schemas';
import { usageEvent, usageStatus } from './usage';

/** Usage events as they are looked at: where each stands, and what billed it. */

export const listUsageEvents = defineOperation({
  name: 'list_usage_events',
  method: 'GET',
  path: '/usage',
  tag: 'Usage',
  summary: 'List usage events, newest first',
  description:
    'Newest by the moment of recording. `charge_id` lists what one charge of the ledger is made of.',
  access: 'usage:read',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    service: hashedText(100).optional(),
    product_id: id.optional(),
    status: usageStatus.optional(),
    charge_id: id.optional(),
    /** Used at this moment or later. */
    occurred_from: instant.optional(),
    /** Used before this moment. */
    occurred_before: instant.optional(),
    ...pageInput,
  }),
  output: pageOf(usageEvent),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found', 'product_not_found', 'usage_charge_not_found'],
  csv: {
    fileName: () => 'usage.csv',
    header: [
      'id',
      'occurred_at',
      'recorded_at',
      'customer_id',
      'customer',
      'service',
      'product',
      'units',
      'price_per_unit',
      'amount',
      'currency',
      'status',
      'request_id',
    ],
    rows: ({ data }) =>
      data.map((event) => [
        event.id,
        event.occurred_at,
        event.recorded_at,
        event.customer_id,
        event.customer_name,
        event.service,
        event.product_sku,
        event.units,
        event.price_per_unit,
        event.amount,
        event.currency,
        event.status,
        event.request_id,
      ]),
  },
});

export const getUsageEvent = defineOperation({
  name: 'get_usage_event',
  method: 'GET',
  path: '/usage/{usage_event_id}',
  tag: 'Usage',
  summary: 'Read a usage event',
  description: 'With the charge and the ledger entry that billed it.',
  access: 'usage:read',
  input: z.strictObject({ business_id: businessId, usage_event_id: id }),
  output: usageEvent.extend({
    charge_id: id.nullable(),
    billing_run_id: id.nullable(),
    /** `{wallet_id}.{version}`; null before it is billed, and where there was nothing to pay. */
    entry_id: z.string().nullable(),
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['usage_event_not_found'],
});
