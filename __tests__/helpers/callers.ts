import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { decodeJwt } from 'jose';
import { nobody, type Identity } from '@/lib/auth/identity';
import type { TestDatabase } from './database';
import type { TestLite } from './lite';

export interface TestUser {
  id: string;
  email: string;
  accessToken: string;
  /** The business that came with the account. */
  businessId: string;
  identity: Identity;
}

export const testPassword = 'a long enough password';

/** A person who signed up at Supabase Auth, with the business the sign-up made. */
export async function signUpUser(database: TestDatabase, lite: TestLite, name: string): Promise<TestUser> {
  const email = `${name}-${randomUUID().slice(0, 8)}@example.test`;
  const { auth } = createClient(lite.url, lite.publishableKey, { auth: { persistSession: false } });
  const { data, error } = await auth.signUp({ email, password: testPassword });
  if (error !== null || data.session === null) throw new Error(`could not sign up: ${error?.message}`);
  const { user, access_token: accessToken } = data.session;
  const { rows } = await database.admin.query<{ business_id: string }>(
    'select business_id from public.memberships where user_id = $1',
    [user.id],
  );
  return {
    id: user.id,
    email,
    accessToken,
    businessId: rows[0]?.business_id ?? '',
    identity: { ...anonymous(), accessToken, claims: decodeJwt(accessToken) },
  };
}

export function anonymous(): Identity {
  return { ...nobody, requestId: randomUUID() };
}

export function holderOf(apiKey: string): Identity {
  return { ...anonymous(), apiKey };
}
