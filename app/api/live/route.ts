import { identityOf, requestIdOf } from '@/lib/http/identity';
import { readInput } from '@/lib/http/input';
import { problemResponse } from '@/lib/http/problem-response';
import { followChanges } from '@/lib/live/operation';
import { openLiveStream } from '@/lib/live/stream';

export const dynamic = 'force-dynamic';

/** Server-sent events: docs/guides/live.md. */
export async function GET(request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const identity = await identityOf(request, requestId);
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
      },
    });
  } catch (failure) {
    return problemResponse(failure, requestId);
  }
}
