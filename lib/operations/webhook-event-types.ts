import { z } from 'zod';

/** What a webhook tells of. `private.webhook_event_types` is the same list; a test holds the two together. */
export const webhookEventTypes = [
  'wallet.low',
  'wallet.exhausted',
  'customer.created',
  'customer.archived',
  'order.created',
  'order.cancelled',
  'order.overdue',
  'payment.received',
  'payment.reversed',
  'debit.failed',
  'usage.held',
  'session.started',
  'session.ended',
  'hold.created',
  'hold.captured',
  'hold.released',
  'hold.expired',
  'webhook.test',
] as const;

export const webhookEventType = z.enum(webhookEventTypes);
