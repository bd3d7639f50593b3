'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { checkWayIn, signUpFailure } from '@/lib/auth/credentials';
import { createSupabaseClient } from '@/lib/auth/supabase';
import { authFailure } from '@/lib/auth/failure';
import { nobody } from '@/lib/auth/identity';
import { env } from '@/lib/env';
import { slowedDown } from '@/lib/limits/sign-in';
import { logIn, signUp } from '@/lib/operations/account';
import { email as emailSchema, password as passwordSchema } from '@/lib/operations/schemas';
import { refusalOf } from '@/lib/pages/perform';
import { admitVisitor } from '@/lib/pages/visitor';
import { invalidForm, type ActionResult } from '@/lib/ui/action-result';
import { businessCookie } from '@/lib/ui/current-business';
import { customerCookie } from '@/lib/ui/current-customer';
import { fieldMessages, textField, textFields } from '@/lib/ui/form-data';
import { joinFailure } from '@/lib/ui/join-failure';
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
  try {
    const visitor = await admitVisitor(logIn);
    const { error } = await slowedDown({ ...visitor, email: parsed.data.email }, () =>
      supabase.auth.signInWithPassword(parsed.data),
    );
    if (error) return authFailure(error);
  } catch (failure) {
    return refusalOf(failure);
  }
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
    ...textFields(form, ['business_name', 'currency', 'invitation', 'join', 'name']),
  });
  if (!parsed.success) return invalidForm(fieldMessages(parsed.error));
  const { email, password, ...metadata } = parsed.data;
  if (metadata.join !== undefined && !metadata.name) return invalidForm({ name: 'must not be empty' });
  if (metadata.invitation === undefined && metadata.join === undefined && !metadata.business_name)
    return invalidForm({ business_name: 'must not be empty' });
  let becomes: Awaited<ReturnType<typeof checkWayIn>>;
  try {
    const { requestId } = await admitVisitor(signUp);
    becomes = await checkWayIn(metadata, { ...nobody, requestId });
  } catch (failure) {
    return joinFailure(refusalOf(failure));
  }
  const landing = becomes === 'customer' ? '/portal' : '/';
  const supabase = await createSupabaseClient();
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    // A trigger on the new user makes the business, or joins the one of the invitation or the join page.
    options: { data: metadata, emailRedirectTo: confirmUrl(landing) },
  });
  if (error) return joinFailure(signUpFailure(error, metadata));
  if (!data.session) return { ok: true, data: { confirm: email } };
  await forgetChoices();
  redirect(landing);
}

/** What somebody else chose to look at in this browser says nothing to who comes next. */
async function forgetChoices(): Promise<void> {
  const store = await cookies();
  store.delete(businessCookie);
  store.delete(customerCookie);
}

export async function signOut(): Promise<void> {
  const supabase = await createSupabaseClient();
  // `local`: the other devices of the person stay signed in. A session the server no longer knows ends too.
  await supabase.auth.signOut({ scope: 'local' });
  await forgetChoices();
  redirect('/sign-in');
}

export async function requestResetAction(
  _previous: ActionResult<{ email: string }> | null,
  form: FormData,
): Promise<ActionResult<{ email: string }>> {
  const parsed = emailSchema.safeParse(textField(form, 'email').trim());
  if (!parsed.success) return invalidForm({ email: 'must be an email address' });
  try {
    await admitVisitor(signUp);
  } catch (failure) {
    return refusalOf(failure);
  }
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
