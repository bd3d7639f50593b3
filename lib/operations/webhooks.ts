import { z } from 'zod';
import { defineOperation } from './define';
import { businessId, count, exactInstant, id, pageInput, pageOf, text } from './schemas';
import { webhookEventType } from './webhook-event-types';
import { webhookDeliveryStatus, webhookEndpoint, webhookEvent, webhookEventDetail } from './webhook-schemas';

export {
  webhookAttempt,
  webhookDeliveryStatus,
  webhookEndpoint,
  webhookEvent,
  webhookEventDetail,
} from './webhook-schemas';

/**
 * Webhooks, by the Standard Webhooks specification: what happens is written as an event in the transaction that
 * causes it, and delivered to each endpoint at least once, in order for each customer.
 */

/** `whsec_…`; null when a keyed request is answered again: a secret is shown once. */
const secret = z.string().nullable();

const url = text(2000).meta({
  description: 'https, a public address; what it answers with a redirect is a failure',
  example: 'https://example.com/webhooks',
});
const eventTypes = z
  .array(webhookEventType)
  .max(50)
  .meta({ description: 'What is sent to it; an empty list is everything' });
const notFound = ['webhook_endpoint_not_found'] as const;
const ofEndpoint = { business_id: businessId, endpoint_id: id };

export const listWebhookEndpoints = defineOperation({
  name: 'list_webhook_endpoints',
  method: 'GET',
  path: '/webhook-endpoints',
  tag: 'Webhooks',
  summary: 'List the webhook endpoints',
  access: 'webhooks:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({ data: z.array(webhookEndpoint) }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const createWebhookEndpoint = defineOperation({
  name: 'create_webhook_endpoint',
  method: 'POST',
  path: '/webhook-endpoints',
  tag: 'Webhooks',
  summary: 'Make a webhook endpoint',
  description: 'The signing secret is in this answer and never shown again. A business has at most 20.',
  access: 'webhooks:write',
  input: z.strictObject({
    business_id: businessId,
    url,
    description: text(200).optional(),
    event_types: eventTypes.optional(),
  }),
  output: webhookEndpoint.extend({ secret }),
  status: 201,
  idempotency: 'key',
  errors: ['webhook_endpoint_limit'],
  examples: {
    request: { url: 'https://example.com/webhooks', event_types: ['wallet.low', 'wallet.exhausted'] },
  },
});

export const getWebhookEndpoint = defineOperation({
  name: 'get_webhook_endpoint',
  method: 'GET',
  path: '/webhook-endpoints/{endpoint_id}',
  tag: 'Webhooks',
  summary: 'Read a webhook endpoint',
  access: 'webhooks:read',
  input: z.strictObject(ofEndpoint),
  output: webhookEndpoint,
  status: 200,
  idempotency: 'safe',
  errors: notFound,
});

export const updateWebhookEndpoint = defineOperation({
  name: 'update_webhook_endpoint',
  method: 'PUT',
  path: '/webhook-endpoints/{endpoint_id}',
  tag: 'Webhooks',
  summary: 'Change a webhook endpoint',
  description:
    'Fields left out stay as they are; an empty `description` is removed. While it is disabled nothing is sent: what waits goes on when it is active again, what happened meanwhile can be replayed.',
  access: 'webhooks:write',
  input: z.strictObject({
    ...ofEndpoint,
    url: url.optional(),
    description: z.union([z.literal(''), text(200)]).optional(),
    event_types: eventTypes.optional(),
    status: z.enum(['active', 'disabled']).optional(),
  }),
  output: webhookEndpoint,
  status: 200,
  idempotency: 'key',
  errors: notFound,
  examples: { request: { endpoint_id: '0196c1f0-0000-7000-8000-0000000000a1', status: 'active' } },
});

export const deleteWebhookEndpoint = defineOperation({
  name: 'delete_webhook_endpoint',
  method: 'DELETE',
  path: '/webhook-endpoints/{endpoint_id}',
  tag: 'Webhooks',
  summary: 'Delete a webhook endpoint',
  description: 'Nothing more is sent to it, not even what waits.',
  access: 'webhooks:write',
  input: z.strictObject(ofEndpoint),
  output: z.object({ id, deleted: z.literal(true) }),
  status: 200,
  idempotency: 'key',
  errors: notFound,
});

export const rotateWebhookSecret = defineOperation({
  name: 'rotate_webhook_secret',
  method: 'POST',
  path: '/webhook-endpoints/{endpoint_id}/rotate',
  tag: 'Webhooks',
  summary: 'Make a new signing secret',
  description:
    'For 24 hours the secret before signs too, so that a receiver can change over at any moment of them. The new one is in this answer and never shown again.',
  access: 'webhooks:write',
  input: z.strictObject(ofEndpoint),
  output: webhookEndpoint.extend({ secret }),
  status: 200,
  idempotency: 'key',
  errors: notFound,
});

export const sendTestWebhook = defineOperation({
  name: 'send_test_webhook',
  method: 'POST',
  path: '/webhook-endpoints/{endpoint_id}/test',
  tag: 'Webhooks',
  summary: 'Send a test event',
  description: 'An event `webhook.test` to this endpoint alone, whatever types it takes.',
  access: 'webhooks:write',
  input: z.strictObject(ofEndpoint),
  output: webhookEvent,
  status: 201,
  idempotency: 'key',
  errors: [...notFound, 'webhook_endpoint_disabled'],
});

export const replayWebhookEvents = defineOperation({
  name: 'replay_webhook_events',
  method: 'POST',
  path: '/webhook-endpoints/{endpoint_id}/replay',
  tag: 'Webhooks',
  summary: 'Send events again, from a point on',
  description:
    'Every event of the last 30 days since `since`, or from the event `from_event_id` on, of the types the endpoint takes, in order, whether it was delivered before or not. A receiver tells by `webhook-id` what it has had.',
  access: 'webhooks:write',
  input: z.strictObject({
    ...ofEndpoint,
    since: exactInstant.optional(),
    from_event_id: id.optional(),
  }),
  output: z.object({
    endpoint_id: id,
    /** Deliveries that were made, or made due again. Those under way already are not among them. */
    replayed: count,
  }),
  status: 200,
  idempotency: 'key',
  errors: [...notFound, 'webhook_endpoint_disabled', 'webhook_event_not_found'],
  examples: {
    request: { endpoint_id: '0196c1f0-0000-7000-8000-0000000000a1', since: '2026-11-21T10:00:00Z' },
  },
});

export const listWebhookEvents = defineOperation({
  name: 'list_webhook_events',
  method: 'GET',
  path: '/webhook-events',
  tag: 'Webhooks',
  summary: 'List webhook events',
  description: 'The newest first. Events are kept for 30 days, from the first endpoint of the business on.',
  access: 'webhooks:read',
  input: z.strictObject({
    business_id: businessId,
    type: webhookEventType.optional(),
    customer_id: id.optional(),
    endpoint_id: id.optional().meta({ description: 'Only what is or was for this endpoint' }),
    status: webhookDeliveryStatus
      .optional()
      .meta({ description: 'Only what has a delivery of this status, to `endpoint_id` where it is given' }),
    since: exactInstant.optional(),
    until: exactInstant.optional(),
    ...pageInput,
  }),
  output: pageOf(webhookEvent),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const getWebhookEvent = defineOperation({
  name: 'get_webhook_event',
  method: 'GET',
  path: '/webhook-events/{event_id}',
  tag: 'Webhooks',
  summary: 'Read a webhook event, with each attempt to deliver it',
  access: 'webhooks:read',
  input: z.strictObject({ business_id: businessId, event_id: id }),
  output: webhookEventDetail,
  status: 200,
  idempotency: 'safe',
  errors: ['webhook_event_not_found'],
});

export const retryWebhookDelivery = defineOperation({
  name: 'retry_webhook_delivery',
  method: 'POST',
  path: '/webhook-events/{event_id}/retry',
  tag: 'Webhooks',
  summary: 'Deliver an event now',
  description:
    'To one endpoint, whatever became of it before: delivered, abandoned, or never meant for it. An earlier event of the same customer that is not settled still goes first.',
  access: 'webhooks:write',
  input: z.strictObject({ business_id: businessId, event_id: id, endpoint_id: id }),
  output: webhookEvent,
  status: 200,
  idempotency: 'key',
  errors: [...notFound, 'webhook_event_not_found', 'webhook_endpoint_disabled'],
  examples: {
    request: {
      event_id: '0196c1f0-0000-7000-8000-0000000000a2',
      endpoint_id: '0196c1f0-0000-7000-8000-0000000000a1',
    },
  },
});
