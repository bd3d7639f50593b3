import 'server-only';
import { createClient } from '@supabase/supabase-js';
import { errors as joseErrors, jwtVerify } from 'jose';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * The claims of an access token of Supabase Auth, once its signature, audience and time are checked. Projects
 * with a shared secret (HS256, and the local stack) are checked here; others against the project's public keys.
 *
 * @throws Problem `token_expired` or `token_invalid`
 */
export async function verifyAccessToken(token: string): Promise<Claims> {
  const claims = await readClaims(token);
  if (claims.role !== 'authenticated' || typeof claims.sub !== 'string') throw new Problem('token_invalid');
  return claims;
}

async function readClaims(token: string): Promise<Claims> {
  const { SUPABASE_JWT_SECRET, SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  if (SUPABASE_JWT_SECRET !== undefined) {
    try {
      const secret = new TextEncoder().encode(SUPABASE_JWT_SECRET);
      const { payload } = await jwtVerify(token, secret, {
        audience: 'authenticated',
        algorithms: ['HS256'],
      });
      return payload;
    } catch (cause) {
      throw new Problem(cause instanceof joseErrors.JWTExpired ? 'token_expired' : 'token_invalid', {
        cause,
      });
    }
  }
  const client = createClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, { auth: { persistSession: false } });
  const { data, error } = await client.auth
    .getClaims(token)
    .catch((cause: unknown) => ({ data: null, error: cause }));
  if (data === null) {
    const expired = error instanceof Error && /expired/i.test(error.message);
    throw new Problem(expired ? 'token_expired' : 'token_invalid', { cause: error });
  }
  return data.claims;
}
