import 'server-only';
import type { AuthError } from '@supabase/supabase-js';
import { appIdentity } from '@/lib/auth/app-identity';
import { call } from '@/lib/database/call';
import { Problem } from '@/lib/errors/problem';
import { log } from '@/lib/observability/log';
import { countRateLimited } from '@/lib/observability/metrics';
import { hashOf } from './address';
import { inWords } from './words';

export interface SignInAttempt {
  readonly email: string;
  readonly address: string | null;
  readonly requestId: string;
}

/**
 * Tries a password, unless too many wrong ones were tried of late: for the account, from the address, or both
 * (`private.begin_sign_in`). The same for an account that does not exist.
 *
 * @throws Problem `rate_limited` with the time to wait, `service_unavailable`
 */
export async function slowedDown<T extends { error: AuthError | null }>(
  { email, address, requestId }: SignInAttempt,
  attempt: () => Promise<T>,
): Promise<T> {
  const app = await appIdentity(requestId);
  // Through PostgREST without a secret the database cannot tell the app from a visitor: Auth's own limits stand alone.
  if (app === null) return attempt();
  const place = {
    account: hashOf(email.trim().toLowerCase()),
    address: address === null ? null : hashOf(address),
  };
  const { text } = await call('begin_sign_in', place, app);
  const { allowed, retry_after } = JSON.parse(text) as { allowed: boolean; retry_after: number };
  if (!allowed) {
    countRateLimited('sign_in');
    throw new Problem('rate_limited', {
      detail: `Too many wrong passwords. Try again in ${inWords(retry_after)}.`,
      context: { retry_after_seconds: retry_after },
      retryAfterSeconds: retry_after,
    });
  }
  const end = (succeeded: boolean) =>
    call('end_sign_in', { ...place, succeeded }, app).catch((failure: unknown) => {
      // Who is in is in; what is left counted is forgotten within the hour.
      log().error({ request_id: requestId, err: failure }, 'the end of a sign-in could not be noted');
    });
  try {
    const result = await attempt();
    if (result.error === null) await end(true);
    else if (result.error.code !== 'invalid_credentials') await end(false);
    return result;
  } catch (failure) {
    await end(false);
    throw failure;
  }
}
