import type { Attempt, Endpoint, EventDetail, EventRow } from '@/components/webhooks/webhook-words';
import { webhookAttempt, webhookEndpoint, webhookEvent, webhookEventDetail } from '@/lib/operations/webhooks';

export const endpointId = '0196c1f0-0000-7000-8000-0000000000e1';
export const eventId = '0196c1f0-0000-7000-8000-0000000000f1';
export const url = 'https://example.com/webhooks';
const customerId = '0196c1f0-0000-7000-8000-0000000000c1';
const moment = '2026-11-21T10:00:00Z';

export function attempt(parts: Partial<Attempt> = {}): Attempt {
  return webhookAttempt.parse({
    id: '0196c1f0-0000-7000-8000-0000000000a1',
    started_at: moment,
    duration_ms: 85,
    delivered: false,
    response_status: 500,
    response_body: 'The queue is full',
    error: 'answered 500',
    ...parts,
  });
}

export function endpoint(parts: Partial<Endpoint> = {}): Endpoint {
  return webhookEndpoint.parse({
    id: endpointId,
    url,
    description: 'Production',
    event_types: [],
    status: 'active',
    disabled_at: null,
    disabled_reason: null,
    failing_since: null,
    pending: 1234,
    oldest_pending_at: null,
    last_attempt: attempt(),
    secret_rotated_at: moment,
    previous_secret_expires_at: null,
    created_at: moment,
    created_by: 'user:1',
    ...parts,
  });
}

const fields = {
  id: eventId,
  type: 'wallet.low',
  customer_id: customerId,
  customer_name: 'Cleo',
  occurred_at: moment,
  recorded_at: moment,
};

const delivery = (status: string, id = endpointId) => ({
  endpoint_id: id,
  status,
  attempt_count: 1,
  next_attempt_at: status === 'retrying' || status === 'pending' ? moment : null,
  settled_at: status === 'delivered' || status === 'abandoned' ? moment : null,
});

/** An event with a delivery of each of these states. */
export function eventRow(...statuses: string[]): EventRow {
  return webhookEvent.parse({
    ...fields,
    deliveries: statuses.map((status, at) =>
      delivery(status, `0196c1f0-0000-7000-8000-0000000000e${at + 1}`),
    ),
  });
}

export function detail(
  status: string,
  parts: Partial<EventDetail['deliveries'][number]> = {},
): EventDetail['deliveries'][number] {
  const [first] = webhookEventDetail.shape.deliveries.parse([
    { ...delivery(status), endpoint_url: url, waits_for: null, attempts: [attempt()], ...parts },
  ]);
  if (!first) throw new Error('there is no delivery');
  return first;
}
