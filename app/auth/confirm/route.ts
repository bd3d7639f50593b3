import type { EmailOtpType } from '@supabase/supabase-js';
import { NextResponse, type NextRequest } from 'next/server';
import { createSupabaseClient } from '@/lib/auth/supabase';
import { env } from '@/lib/env';
import { safeNextPath } from '@/lib/ui/next-path';

const types: readonly EmailOtpType[] = ['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email'];

/**
 * Where the links of Auth's mails end: with a `code` (PKCE), with a `token_hash` (a mail template of one's own),
 * with an `error`, or with the session in the fragment. The fragment never reaches a server: the
 * browser carries it on to the next page, which takes it over.
 */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const { searchParams } = request.nextUrl;
  const type = types.find((each) => each === searchParams.get('type'));
  const next = safeNextPath(searchParams.get('next') ?? (type === 'recovery' ? '/reset-password' : '/'));
  const base = env().APP_URL;
  const failed = () => NextResponse.redirect(new URL('/sign-in?link=expired', base));

  if (searchParams.has('error')) return failed();
  const code = searchParams.get('code');
  const tokenHash = searchParams.get('token_hash');
  if (code || (tokenHash && type)) {
    const supabase = await createSupabaseClient();
    const { error } = code
      ? await supabase.auth.exchangeCodeForSession(code)
      : await supabase.auth.verifyOtp({ token_hash: tokenHash ?? '', type: type ?? 'email' });
    if (error) return failed();
  }
  return NextResponse.redirect(new URL(next, base));
}
