import 'server-only';
import { nobody, type Identity } from '@/lib/auth/identity';
import { readSessionToken } from '@/lib/auth/session';
import { verifyAccessToken } from '@/lib/auth/tokens';
import { Problem } from '@/lib/errors/problem';
import { requestIdFrom } from './request-id';

export function requestIdOf(request: Request): string {
  return requestIdFrom(request.headers);
}

/**
 * Who sends a request: an API key in `x-api-key` or as a bearer token, a user's bearer token, or, for reads
 * only, the session cookie of the dashboard. A write by cookie would let any page of the web send one.
 *
 * @throws Problem `token_invalid`, `token_expired`
 */
export async function identityOf(request: Request, requestId: string): Promise<Identity> {
  const { headers } = request;
  const bearer = /^bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const apiKey = headers.get('x-api-key') ?? (bearer?.startsWith('sk_') ? bearer : null);
  const rest = {
    businessId: headers.get('x-business-id'),
    idempotencyKey: headers.get('idempotency-key'),
    requestId,
  };
  if (apiKey !== null) return { ...nobody, ...rest, apiKey };
  if (headers.has('authorization') && bearer === undefined) {
    throw new Problem('token_invalid', { detail: 'The Authorization header must be `Bearer` and a token.' });
  }
  const accessToken = bearer ?? (request.method === 'GET' ? await readSessionToken() : null);
  if (accessToken === null) return { ...nobody, ...rest };
  return { ...nobody, ...rest, accessToken, claims: await verifyAccessToken(accessToken) };
}
