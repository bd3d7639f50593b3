import type { z } from 'zod';
import type { OutputOf } from '@/lib/operations/define';
import type { webhookEventTypes } from '@/lib/operations/webhook-event-types';
import type {
  getWebhookEvent,
  listWebhookEvents,
  webhookAttempt,
  webhookDeliveryStatus,
  webhookEndpoint,
} from '@/lib/operations/webhooks';

export type Endpoint = z.output<typeof webhookEndpoint>;
export type Attempt = z.output<typeof webhookAttempt>;
export type EventPage = OutputOf<typeof listWebhookEvents>;
export type EventRow = EventPage['data'][number];
export type EventDetail = OutputOf<typeof getWebhookEvent>;
export type DeliveryStatus = z.output<typeof webhookDeliveryStatus>;
export type EventType = (typeof webhookEventTypes)[number];

/** What each event tells of. */
export const eventWords: Readonly<Record<EventType, string>> = {
  'wallet.low': 'A balance fell below its threshold',
  'wallet.exhausted': 'Nothing is left to spend',
  'customer.created': 'A customer was added, or joined',
  'customer.archived': 'A customer was archived',
  'order.created': 'A sale was made',
  'order.cancelled': 'An order was cancelled',
  'order.overdue': 'An order was not paid in time',
  'payment.received': 'A payment came in',
  'payment.reversed': 'A payment was taken back',
  'debit.failed': 'An hourly debit failed',
  'usage.held': 'Usage could not be billed',
  'session.started': 'A session began',
  'session.ended': 'A session ended',
  'hold.created': 'An amount was set aside',
  'hold.captured': 'A hold was taken, in part or whole',
  'hold.released': 'A hold was given back',
  'hold.expired': 'A hold ran out',
  'webhook.test': 'A test that somebody sent',
};

/** What can be chosen: a test goes to the endpoint that it tests, whatever it takes. */
export const choosable = (Object.keys(eventWords) as EventType[]).filter((type) => type !== 'webhook.test');

export function sentTypes(types: readonly EventType[]): string {
  if (types.length === 0) return 'Every event';
  const [only] = types;
  return types.length === 1 && only ? only : `${types.length} kinds of events`;
}

/** The part of an address that tells endpoints apart. */
export function endpointName({ url, description }: { url: string; description: string | null }): string {
  return description ?? url.replace(/^https?:\/\//, '');
}

export type EndpointState = 'active' | 'failing' | 'disabled' | 'given_up';

export function stateOf(
  endpoint: Pick<Endpoint, 'status' | 'disabled_reason' | 'failing_since'>,
): EndpointState {
  if (endpoint.status === 'disabled')
    return endpoint.disabled_reason === 'by_member' ? 'disabled' : 'given_up';
  return endpoint.failing_since === null ? 'active' : 'failing';
}

/** What came of an attempt, in a word or two. */
export function outcomeWords({ delivered, response_status: status, error }: Attempt): string {
  if (status !== null) return `Answered ${status}`;
  return delivered ? 'Delivered' : (error ?? 'No answer');
}

/** `85 ms`, `2.4 s` */
export function durationText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Where several endpoints had it, what is worst among them. */
export function worstStatus(deliveries: readonly { status: DeliveryStatus }[]): DeliveryStatus | null {
  const order: readonly DeliveryStatus[] = ['abandoned', 'retrying', 'pending', 'delivered'];
  return order.find((status) => deliveries.some((delivery) => delivery.status === status)) ?? null;
}
