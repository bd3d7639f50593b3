import { createHash, timingSafeEqual } from 'node:crypto';
import { appIdentity } from '@/lib/auth/app-identity';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { requestIdOf } from '@/lib/http/identity';
import { methods } from '@/lib/http/methods';
import { problemResponse } from '@/lib/http/problem-response';
import { appStore } from '@/lib/webhooks/app-store';
import { deliverDue } from '@/lib/webhooks/deliver';

/** Delivers webhooks that are due. Not for clients: pg_cron or Vercel calls it, with `JOBS_SECRET` as a bearer. */
async function deliverWebhooks(request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const { JOBS_SECRET, WEBHOOKS_ALLOW_PRIVATE_ADDRESSES } = env();
    if (JOBS_SECRET === undefined || !isSame(request.headers.get('authorization'), `Bearer ${JOBS_SECRET}`)) {
      throw new Problem('authentication_required', {
        detail: 'This is for the scheduler: it sends JOBS_SECRET as a bearer token.',
      });
    }
    const app = await appIdentity(requestId);
    if (app === null) {
      throw new Problem('service_unavailable', {
        detail: 'The app cannot prove to the database who it is: set DATABASE_URL or SUPABASE_JWT_SECRET.',
      });
    }
    const began = Date.now();
    const outcomes = await deliverDue({
      store: appStore(app),
      allowPrivate: WEBHOOKS_ALLOW_PRIVATE_ADDRESSES,
      isOver: () => Date.now() - began > longestMilliseconds,
    });
    return Response.json(
      { outcomes },
      { headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId } },
    );
  } catch (failure) {
    return problemResponse(failure, requestId);
  }
}

/** Claims nothing more after that; what it has claimed takes 15 seconds at the most. */
const longestMilliseconds = 30_000;

export const maxDuration = 60;

/** In constant time, whatever the lengths. */
function isSame(given: string | null, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(expected));
}

// Vercel's cron sends no method but GET.
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: deliverWebhooks,
  POST: deliverWebhooks,
});
