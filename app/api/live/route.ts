import { identityOf } from '@/lib/http/identity';
import { readInput } from '@/lib/http/input';
import { methods } from '@/lib/http/methods';
import { observed } from '@/lib/http/observe';
import { problemResponse } from '@/lib/http/problem-response';
import { admit } from '@/lib/limits/admit';
import { followChanges } from '@/lib/live/operation';
import { openLiveStream } from '@/lib/live/stream';
import type { RequestContext } from '@/lib/observability/context';

export const dynamic = 'force-dynamic';

/** Server-sent events: docs/guides/live.md. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: (request) => observed(followChanges, request, (seen) => follow(request, seen)),
});

async function follow(request: Request, seen: RequestContext): Promise<Response> {
  const { requestId } = seen;
  try {
    const identity = await identityOf(request, requestId);
    if (typeof identity.claims?.sub === 'string') seen.actor = `user:${identity.claims.sub}`;
    const limits = await admit(followChanges, identity, seen.address);
    const {
      business_id = null,
      customer_id = null,
      last_event_id = null,
    } = (await readInput(followChanges, request, {})).value;
    const stream = await openLiveStream(
      identity,
      { businessId: business_id, customerId: customer_id },
      // A browser that comes back by itself repeats the address, and adds the header.
      request.headers.get('last-event-id') ?? last_event_id,
      request.signal,
    );
    return new Response(stream, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        // Compressed, an event would wait until enough of them had gathered.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
        'X-Request-Id': requestId,
        ...limits,
      },
    });
  } catch (failure) {
    return problemResponse(failure, requestId);
  }
}
