import { z } from 'zod';
import { count, id, time } from './schemas';
import { webhookEventType } from './webhook-event-types';
import { webhookMessage } from './webhook-messages';

/** What answers about webhooks are made of. */

/** pending: not tried yet. retrying: tried, and tried again at `next_attempt_at`. abandoned: given up after a day. */
export const webhookDeliveryStatus = z.enum(['pending', 'retrying', 'delivered', 'abandoned']);

export const webhookAttempt = z.object({
  id,
  started_at: time,
  duration_ms: count,
  delivered: z.boolean(),
  /** Null where there was no answer. */
  response_status: z.number().int().nullable(),
  /** The first 500 characters of the answer. */
  response_body: z.string().nullable(),
  /** Why it is not delivered, for a person; null where it is. */
  error: z.string().nullable(),
});

export const webhookEndpoint = z.object({
  id,
  url: z.string(),
  description: z.string().nullable(),
  /** What is sent here; empty: everything. */
  event_types: z.array(webhookEventType),
  status: z.enum(['active', 'disabled']),
  disabled_at: time.nullable(),
  /** `by_member`: somebody switched it off. `failing`: nothing arrived for three days. `gone`: it answered 410. */
  disabled_reason: z.enum(['by_member', 'failing', 'gone']).nullable(),
  /** Since when nothing arrives; null while all is well. */
  failing_since: time.nullable(),
  /** Deliveries that are not settled; counted up to 10,000. */
  pending: count,
  oldest_pending_at: time.nullable(),
  last_attempt: webhookAttempt.nullable(),
  secret_rotated_at: time,
  /** Until then the secret before signs too; null where there is none. */
  previous_secret_expires_at: time.nullable(),
  created_at: time,
  created_by: z.string(),
});

const delivery = z.object({
  endpoint_id: id,
  status: webhookDeliveryStatus,
  attempt_count: count,
  /** Null once it is settled. */
  next_attempt_at: time.nullable(),
  /** When it was delivered or abandoned. */
  settled_at: time.nullable(),
});

const eventFields = {
  id,
  type: webhookEventType,
  customer_id: id.nullable(),
  customer_name: z.string().nullable(),
  /** On the clock of the business. */
  occurred_at: time,
  /** When it was written down, in real time: the order of events, and what `since` and `until` look at. */
  recorded_at: time,
};

export const webhookEvent = z.object({ ...eventFields, deliveries: z.array(delivery) });

export const webhookEventDetail = z.object({
  ...eventFields,
  /** The body as it is sent. */
  payload: webhookMessage,
  deliveries: z.array(
    delivery.extend({
      endpoint_url: z.string(),
      /** The earlier event of the customer that goes first; null where nothing is in the way. */
      waits_for: id.nullable(),
      /** The newest first, at most 50. */
      attempts: z.array(webhookAttempt),
    }),
  ),
});
