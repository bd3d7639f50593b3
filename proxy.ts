import { NextResponse, type NextRequest } from 'next/server';
import { refreshSession } from '@/lib/auth/supabase';

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
  'settings',
  'usage',
];

function needsSession(pathname: string): boolean {
  const [, first = ''] = pathname.split('/');
  return first === '' || signedInPages.includes(first);
}

/**
 * Keeps sessions fresh and sends signed-out visitors of the dashboard and the portal to the sign-in page. A
 * convenience and not a boundary: what a visitor may see is decided where it is read, in the database.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { response, signedIn } = await refreshSession(request);
  const { pathname, search } = request.nextUrl;
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
  // Not the API, which has its own credentials, nor the auth routes, which set the session, nor files.
  matcher: ['/((?!api/|auth/|_next/|.*\\.[a-z0-9]+$).*)'],
};
