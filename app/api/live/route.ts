import { identityOf, requestIdOf } from '@/lib/http/identity';
import { problemResponse } from '@/lib/http/problem-response';
import { openLiveStream } from '@/lib/live/stream';
import { Problem } from '@/lib/errors/problem';

export const dynamic = 'force-dynamic';

/** Server-sent events: `change` with a topic, `resync` when a change may have been missed, `offline`. */
export async function GET(request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const identity = await identityOf(request, requestId);
    const businessId = new URL(request.url).searchParams.get('business_id') ?? identity.businessId;
    if (businessId !== null && !/^[0-9a-f-]{36}$/i.test(businessId)) throw new Problem('business_not_found');
    return new Response(await openLiveStream({ ...identity, businessId }, request.signal), {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
        'X-Request-Id': requestId,
      },
    });
  } catch (failure) {
    return problemResponse(failure, requestId);
  }
}
