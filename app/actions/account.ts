'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { createSupabaseClient } from '@/lib/auth/supabase';
import { authFailure } from '@/lib/auth/failure';
import { env } from '@/lib/env';
import { logIn, signUp } from '@/lib/operations/account';
import { email as emailSchema, password as passwordSchema } from '@/lib/operations/schemas';
import { invalidForm, type ActionResult } from '@/lib/ui/action-result';
import { businessCookie } from '@/lib/ui/current-business';
import { fieldMessages, textField, textFields } from '@/lib/ui/form-data';
import { safeNextPath } from '@/lib/ui/next-path';

/** Where mail links of Auth lead back to. */
function confirmUrl(next: string): string {
  const url = new URL('/auth/confirm', env().APP_URL);
  url.searchParams.set('next', next);
  return url.toString();
}

export async function signInAction(
  _previous: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  const parsed = logIn.input.safeParse({
    email: textField(form, 'email').trim(),
    password: textField(form, 'password'),
  });
  if (!parsed.success) return invalidForm(fieldMessages(parsed.error));
  const supabase = await createSupabaseClient();
  const { error } = await supabase.auth.signInWithPassword(parsed.data);
  if (error) return authFailure(error);
  redirect(safeNextPath(textField(form, 'next')));
}

export interface SignUpOutcome {
  /** The address that a confirmation link was sent to. */
  confirm: string;
}

export async function signUpAction(
  _previous: ActionResult<SignUpOutcome> | null,
  form: FormData,
): Promise<ActionResult<SignUpOutcome>> {
  const parsed = signUp.input.safeParse({
    email: textField(form, 'email').trim(),
    password: textField(form, 'password'),
    ...textFields(form, ['business_name', 'currency', 'invitation']),
  });
  if (!parsed.success) return invalidForm(fieldMessages(parsed.error));
  const { email, password, business_name, currency, invitation } = parsed.data;
  if (!invitation && !business_name) return invalidForm({ business_name: 'must not be empty' });
  const supabase = await createSupabaseClient();
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    // A trigger on the new user makes the business, or joins the one of the invitation.
    options: { data: { business_name, currency, invitation }, emailRedirectTo: confirmUrl('/') },
  });
  if (error) return authFailure(error);
  if (!data.session) return { ok: true, data: { confirm: email } };
  (await cookies()).delete(businessCookie);
  redirect('/');
}

export async function signOut(): Promise<void> {
  const supabase = await createSupabaseClient();
  // `local`: the other devices of the person stay signed in. A session the server no longer knows ends too.
  await supabase.auth.signOut({ scope: 'local' });
  (await cookies()).delete(businessCookie);
  redirect('/sign-in');
}

export async function requestResetAction(
  _previous: ActionResult<{ email: string }> | null,
  form: FormData,
): Promise<ActionResult<{ email: string }>> {
  const parsed = emailSchema.safeParse(textField(form, 'email').trim());
  if (!parsed.success) return invalidForm({ email: 'must be an email address' });
  const supabase = await createSupabaseClient();
  const { error } = await supabase.auth.resetPasswordForEmail(parsed.data, {
    redirectTo: confirmUrl('/reset-password'),
  });
  if (error) {
    const failure = authFailure(error);
    // An unknown address is answered like a known one, so that nobody learns who has an account.
    if (failure.code === 'rate_limited' || failure.code === 'service_unavailable') return failure;
  }
  return { ok: true, data: { email: parsed.data } };
}

export async function setPasswordAction(
  _previous: ActionResult<null> | null,
  form: FormData,
): Promise<ActionResult<null>> {
  const parsed = passwordSchema.safeParse(textField(form, 'password'));
  if (!parsed.success)
    return invalidForm({ password: parsed.error.issues[0]?.message ?? 'must be a password' });
  if (textField(form, 'repeated') !== parsed.data)
    return invalidForm({ repeated: 'must be the same as above' });
  const supabase = await createSupabaseClient();
  const { error } = await supabase.auth.updateUser({ password: parsed.data });
  if (error) return authFailure(error);
  return { ok: true, data: null };
}

/** Takes over the session that Auth put into the fragment of an address, where only the browser can read it. */
export async function adoptSession(accessToken: string, refreshToken: string): Promise<boolean> {
  const supabase = await createSupabaseClient();
  const { error } = await supabase.auth.setSession({
    access_token: accessToken,
    refresh_token: refreshToken,
  });
  return error === null;
}
