import { z } from 'zod';
import { defineOperation } from '@/lib/operations/define';
import { businessId, id } from '@/lib/operations/schemas';

/**
 * The stream as the API document tells it, and as its requests are read. It is not in the list of operations: what it
 * answers is no JSON, and goes on for as long as somebody listens.
 */
export const followChanges = defineOperation({
  name: 'follow_changes',
  method: 'GET',
  path: '/live',
  tag: 'Live',
  summary: 'Follow changes as they happen',
  description:
    'Server-sent events. Each says what changed, and nothing of it: read it again the ordinary way. It ends with the token, and within 15 seconds of the right to watch.',
  access: 'business:read',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional().meta({
      description:
        'Changes of this customer only. A signed-in customer follows themselves, and may leave it out',
    }),
    last_event_id: z.string().max(200).optional().meta({
      description:
        'The id of the last event that arrived, to be told what was missed since; the header `Last-Event-ID` comes before it',
    }),
  }),
  output: z.string().meta({
    description: 'Events `change`, `resync`, `resumed` and `offline`: see docs/guides/live.md',
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});
