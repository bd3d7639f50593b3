import { NextResponse, type NextRequest } from 'next/server';
import { refreshSession } from '@/lib/auth/supabase';
import { env, isDevelopment } from '@/lib/env';
import { makeNonce, pagePolicy, transportSecurity } from '@/lib/http/security-headers';

/** The first parts of the addresses that are for whoever is signed in, beside `/` itself. */
const signedInPages = [
  'billing',
  'businesses',
  'customers',
  'debits',
  'ledger',
  'orders',
  'overdue',
  'payments',
  'portal',
  'products',
  'sales',
  'sessions',
  'holds',
  'settings',
  'status',
  'usage',
];

function needsSession(pathname: string): boolean {
  const [, first = ''] = pathname.split('/');
  return first === '' || signedInPages.includes(first);
}

/** Files and the routes that set the session themselves; what is not found there is a page all the same. */
const withoutSession = /^\/auth\/|\.[a-z0-9]+$/;

/**
 * Keeps sessions fresh and sends signed-out visitors of the dashboard and the portal to the sign-in page. A
 * convenience and not a boundary: what a visitor may see is decided where it is read, in the database. Gives every
 * page its content security policy, with a nonce that Next and the layout find in the request.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = makeNonce();
  const { APP_URL } = env();
  const policy = pagePolicy(nonce, APP_URL, isDevelopment);
  request.headers.set('content-security-policy', policy);
  request.headers.set('x-nonce', nonce);
  const response = await answer(request);
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(transportSecurity(APP_URL))) response.headers.set(name, value);
  return response;
}

async function answer(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (withoutSession.test(pathname)) return NextResponse.next({ request });
  const { response, signedIn } = await refreshSession(request);
  if (signedIn || !needsSession(pathname)) return response;
  const target = request.nextUrl.clone();
  target.pathname = '/sign-in';
  target.search =
    pathname === '/' ? '' : `?${new URLSearchParams({ next: `${pathname}${search}` }).toString()}`;
  const redirect = NextResponse.redirect(target);
  for (const cookie of response.cookies.getAll()) redirect.cookies.set(cookie);
  return redirect;
}

export const config = {
  // Not the API, which has its own credentials and policy, nor what the build made.
  matcher: ['/((?!api/|_next/static/|_next/image).*)'],
};
