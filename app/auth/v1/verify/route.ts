import type { EmailOtpType } from '@supabase/supabase-js';
import { NextResponse, type NextRequest } from 'next/server';
import { createSupabaseClient } from '@/lib/auth/supabase';
import { getEnvironment } from '@/lib/env';
import { safeNextPath } from '@/lib/ui/next-path';

const types: readonly EmailOtpType[] = ['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email'];

/** The `next` of our own confirm page, where the link was made by us. */
function nextOf(redirectTo: string | null, type: EmailOtpType): string {
  const fallback = type === 'recovery' ? '/reset-password' : '/';
  if (!redirectTo) return fallback;
  try {
    const url = new URL(redirectTo);
    return url.pathname === '/auth/confirm' ? safeNextPath(url.searchParams.get('next')) : fallback;
  } catch {
    return fallback;
  }
}

/**
 * Supabase Lite builds its mail links on the site's own address. The token is redeemed here, so that the
 * session goes straight into the cookie and never through an address bar.
 */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const { searchParams } = request.nextUrl;
  const base = getEnvironment().APP_URL;
  const token = searchParams.get('token');
  const type = types.find((each) => each === searchParams.get('type'));
  if (!token || !type) return NextResponse.redirect(new URL('/sign-in?link=expired', base));
  const supabase = await createSupabaseClient();
  const { error } = await supabase.auth.verifyOtp({ token_hash: token, type });
  if (error) return NextResponse.redirect(new URL('/sign-in?link=expired', base));
  return NextResponse.redirect(new URL(nextOf(searchParams.get('redirect_to'), type), base));
}
