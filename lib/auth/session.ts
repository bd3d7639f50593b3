import 'server-only';
import { createSupabaseClient } from './supabase';

/** The access token in the session cookie, unverified; null for a visitor who is not signed in. */
export async function readSessionToken(): Promise<string | null> {
  const client = await createSupabaseClient();
  const { data } = await client.auth.getSession();
  return data.session?.access_token ?? null;
}
