import 'server-only';
import { createClient, type Session, type SupabaseClient } from '@supabase/supabase-js';
import type { z } from 'zod';
import type { Answer } from '@/lib/database/transport';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import type { logIn, signUp } from '@/lib/operations/account';
import { getInvitation } from '@/lib/operations/business';
import { execute } from '@/lib/operations/execute';
import { authFailure } from './failure';
import type { Identity } from './identity';

/** Signing up and in for programs: the work is Supabase Auth's, the answer is a bearer token. */

function authClient(): SupabaseClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

/** @throws Problem `email_taken`, `invitation_not_found`, `email_not_confirmed` where the project asks for that */
export async function signUpWithPassword(
  input: z.output<typeof signUp.input>,
  identity: Identity,
): Promise<Answer> {
  const { email, password, ...metadata } = input;
  // A trigger on the new user joins the business; a link that leads nowhere is told before there is a user.
  if (input.invitation !== undefined) await execute(getInvitation, { token: input.invitation }, identity);
  const { data, error } = await authClient().auth.signUp({ email, password, options: { data: metadata } });
  if (error) throw credentialsProblem(error);
  // With confirmation on, Auth hides whether the address was taken, and gives no session.
  if (data.session === null) throw new Problem('email_not_confirmed', { context: { email } });
  return sessionAnswer(data.session);
}

/** @throws Problem `invalid_credentials`, `email_not_confirmed` */
export async function logInWithPassword(input: z.output<typeof logIn.input>): Promise<Answer> {
  const { data, error } = await authClient().auth.signInWithPassword(input);
  if (error) throw credentialsProblem(error);
  return sessionAnswer(data.session);
}

function credentialsProblem(error: Parameters<typeof authFailure>[0]): Problem {
  const { code, fields } = authFailure(error);
  const errors = Object.entries(fields).map(([name, message]) => ({ pointer: `/${name}`, message }));
  return new Problem(code, {
    cause: error,
    ...(errors.length > 0 && { errors }),
    ...((code === 'rate_limited' || code === 'service_unavailable') && { retryAfterSeconds: 30 }),
  });
}

function sessionAnswer(session: Session): Answer {
  const body = {
    access_token: session.access_token,
    refresh_token: session.refresh_token,
    token_type: 'bearer',
    expires_in: session.expires_in,
    expires_at: new Date(Date.now() + session.expires_in * 1000).toISOString(),
    user: { id: session.user.id, email: session.user.email ?? '' },
  };
  return { text: JSON.stringify(body), replayed: false };
}
