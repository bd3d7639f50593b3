import 'server-only';
import { createServerClient, type CookieOptionsWithName } from '@supabase/ssr';
import type { SupabaseClient } from '@supabase/supabase-js';
import { cookies } from 'next/headers';
import { NextResponse, type NextRequest } from 'next/server';
import { env } from '@/lib/env';
import { ownCookie, sessionCookieName } from './cookies';

/**
 * The browser never talks to Supabase itself, so no script of a page needs the tokens: the cookie is
 * out of its reach.
 */
function cookieOptions(): CookieOptionsWithName {
  return { name: sessionCookieName(), ...ownCookie() };
}

/** The Supabase client of one request of a page, a server action or a route handler. Never shared between requests. */
export async function createSupabaseClient(): Promise<SupabaseClient> {
  // The cookies first: reading them tells a build, which has no environment, that the page is made per request.
  const store = await cookies();
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: cookieOptions(),
    cookies: {
      getAll: () => store.getAll(),
      setAll: (changes) => {
        try {
          for (const { name, value, options } of changes) store.set(name, value, options);
        } catch {
          // A page cannot set cookies while it renders. proxy.ts has refreshed the session before it.
        }
      },
    },
  });
}

/**
 * Refreshes the session of a request before its page renders, so that pages find a token that is valid for
 * the time they need. Answers the response to go on with, and whether there is a session at all.
 */
export async function refreshSession(
  request: NextRequest,
): Promise<{ response: NextResponse; signedIn: boolean }> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  let response = NextResponse.next({ request });
  const client = createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: cookieOptions(),
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changes, headers) => {
        for (const { name, value } of changes) request.cookies.set(name, value);
        response = NextResponse.next({ request });
        for (const { name, value, options } of changes) response.cookies.set(name, value, options);
        for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      },
    },
  });
  // getSession trusts the cookie. That is enough for refreshing it and for a redirect that protects nothing;
  // every query and every action verifies the token itself.
  const { data } = await client.auth.getSession();
  return { response, signedIn: data.session !== null };
}
