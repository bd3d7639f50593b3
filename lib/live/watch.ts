import 'server-only';
import { z } from 'zod';
import type { Identity } from '@/lib/auth/identity';
import { call } from '@/lib/database/call';

/** What is watched: a business, or one customer of it. */
export interface Place {
  readonly businessId: string | null;
  readonly customerId: string | null;
}

/** A watch that Postgres has granted. */
export interface Grant {
  /** The place as the notifications name it. */
  readonly key: string;
  readonly place: Place;
  /** Whether it went on from the watch before it without a lapse. */
  readonly renewed: boolean;
  /** Until when it surely lasts, by `performance.now()`. */
  readonly until: number;
}

const answer = z.object({ business_id: z.uuid(), customer_id: z.uuid().nullable(), renewed: z.boolean() });

/** Less than what was asked for, since two clocks never run alike. */
const certainty = 0.95;

/**
 * Watches a place as somebody, for so many seconds.
 *
 * @throws Problem 401, 403, 404 or 422 for whoever may not
 */
export async function watchAs(
  identity: Identity,
  { businessId, customerId }: Place,
  { watcherId, seconds }: { watcherId: string; seconds: number },
): Promise<Grant> {
  // From before it was sent: the time of Postgres begins later.
  const until = performance.now() + seconds * 1_000 * certainty;
  const args = { business_id: businessId, customer_id: customerId, watcher_id: watcherId, seconds };
  const { text } = await call('watch', args, { ...identity, idempotencyKey: null });
  const { business_id, customer_id, renewed } = answer.parse(JSON.parse(text));
  return {
    key: customer_id === null ? business_id : `${business_id}/${customer_id}`,
    place: { businessId: business_id, customerId: customer_id },
    renewed,
    until,
  };
}

/** The same person or key, whatever token they hold: what they may watch does not depend on more. */
export function callerKey({ apiKey, claims, accessToken }: Identity): string {
  if (apiKey !== null) return `key ${apiKey}`;
  return typeof claims?.sub === 'string' ? `user ${claims.sub}` : `token ${accessToken}`;
}
