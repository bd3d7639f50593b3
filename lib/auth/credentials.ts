import 'server-only';
import { createClient, type AuthError, type Session, type SupabaseClient } from '@supabase/supabase-js';
import type { z } from 'zod';
import type { Answer } from '@/lib/database/transport';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import type { logIn, signUp } from '@/lib/operations/account';
import { slowedDown } from '@/lib/limits/sign-in';
import { currentContext } from '@/lib/observability/context';
import { getInvitation } from '@/lib/operations/business';
import { execute } from '@/lib/operations/execute';
import { getJoinPage } from '@/lib/operations/portal';
import { failureOf, type ActionFailure } from '@/lib/ui/action-result';
import { authFailure } from './failure';
import type { Identity } from './identity';

/** Signing up and in for programs: the work is Supabase Auth's, the answer is a bearer token. */

function authClient(): SupabaseClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

/** How a new user comes: to a business of their own, by an invitation, or by a join page. */
type WayIn = Pick<z.output<typeof signUp.input>, 'invitation' | 'join'>;

/**
 * Tells of a link that leads nowhere before there is a user: afterwards, when the trigger on the new user refuses,
 * Auth says only that something failed. Answers whether it makes a customer or a member.
 *
 * @throws Problem `invitation_not_found`, `business_not_found`
 */
export async function checkWayIn(
  { invitation, join }: WayIn,
  identity: Identity,
): Promise<'customer' | 'member'> {
  if (invitation !== undefined) {
    const { body } = await execute(getInvitation, { token: invitation }, identity);
    return body.role === 'customer' ? 'customer' : 'member';
  }
  if (join === undefined) return 'member';
  const page = getJoinPage.input.safeParse({ slug: join });
  if (!page.success) throw new Problem('business_not_found');
  await execute(getJoinPage, page.data, identity);
  return 'customer';
}

/** @throws Problem `email_taken`, `invitation_not_found`, `business_not_found`, `email_not_confirmed` where the project asks for that */
export async function signUpWithPassword(
  input: z.output<typeof signUp.input>,
  identity: Identity,
): Promise<Answer> {
  const { email, password, ...metadata } = input;
  await checkWayIn(input, identity);
  const { data, error } = await authClient().auth.signUp({ email, password, options: { data: metadata } });
  if (error) throw credentialsProblem(signUpFailure(error, input), error);
  // With confirmation on, Auth hides whether the address was taken, and gives no session.
  if (data.session === null) throw new Problem('email_not_confirmed', { context: { email } });
  return sessionAnswer(data.session);
}

/** @throws Problem `invalid_credentials`, `email_not_confirmed`, `rate_limited` after wrong passwords */
export async function logInWithPassword(
  input: z.output<typeof logIn.input>,
  { requestId }: Identity,
): Promise<Answer> {
  const address = currentContext()?.address ?? null;
  const { data, error } = await slowedDown({ email: input.email, address, requestId }, () =>
    authClient().auth.signInWithPassword(input),
  );
  if (error) throw credentialsProblem(authFailure(error), error);
  return sessionAnswer(data.session);
}

/** What Auth answered to a sign-up. Of the trigger it tells no more than that it refused: the way in led nowhere. */
export function signUpFailure(error: AuthError, { join }: WayIn): ActionFailure {
  const failure = authFailure(error);
  return failure.code === 'invitation_not_found' && join !== undefined
    ? failureOf('business_not_found')
    : failure;
}

function credentialsProblem({ code, fields }: ActionFailure, error: AuthError): Problem {
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
