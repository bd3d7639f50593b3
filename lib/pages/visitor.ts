import 'server-only';
import { headers } from 'next/headers';
import { nobody } from '@/lib/auth/identity';
import { env } from '@/lib/env';
import { requestIdFrom } from '@/lib/http/request-id';
import { addressOf } from '@/lib/limits/address';
import { admit } from '@/lib/limits/admit';
import type { Operation } from '@/lib/operations/define';

/** The id of the request of a page or a server action: the one that its line in the log has. */
export async function pageRequestId(): Promise<string> {
  return requestIdFrom(await headers());
}

/**
 * Counts a server action of somebody who is not signed in as the route of the operation would: the forms are no way
 * around its limits.
 *
 * @throws Problem `rate_limited`, `service_unavailable`
 */
export async function admitVisitor(
  operation: Pick<Operation, 'access' | 'rateLimit'>,
): Promise<{ address: string | null; requestId: string }> {
  const sent = await headers();
  const requestId = requestIdFrom(sent);
  const address = addressOf(sent, env().TRUSTED_PROXY_HOPS);
  await admit(operation, { ...nobody, requestId }, address);
  return { address, requestId };
}
