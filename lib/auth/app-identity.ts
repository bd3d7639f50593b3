import 'server-only';
import { SignJWT } from 'jose';
import { env } from '@/lib/env';
import { nobody, type Identity } from './identity';

/** What tells the app from everybody else in SQL: `private.require_app`. Auth gives it to no user. */
const claims = { role: 'authenticated', aud: 'authenticated', drawdown_app: true };
const tokenSeconds = 300;

let token: { text: string; goodUntil: number } | undefined;

/**
 * The app itself, for what is counted and measured for all tenants. On its own connection it says so; through
 * PostgREST it proves it with the secret of the project. Null where it has neither.
 */
export async function appIdentity(requestId: string): Promise<Identity | null> {
  const { DATABASE_URL, SUPABASE_JWT_SECRET } = env();
  if (DATABASE_URL !== undefined) return { ...nobody, requestId, claims };
  if (SUPABASE_JWT_SECRET === undefined) return null;
  return { ...nobody, requestId, claims, accessToken: await signedToken(SUPABASE_JWT_SECRET) };
}

async function signedToken(secret: string): Promise<string> {
  if (token === undefined || token.goodUntil < Date.now()) {
    const text = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime(`${tokenSeconds}s`)
      .sign(new TextEncoder().encode(secret));
    token = { text, goodUntil: Date.now() + (tokenSeconds / 2) * 1000 };
  }
  return token.text;
}
