import 'server-only';
import { env } from '@/lib/env';
import { addressOf } from '@/lib/limits/address';
import { withContext, type RequestContext } from '@/lib/observability/context';
import { log } from '@/lib/observability/log';
import { metrics } from '@/lib/observability/metrics';
import type { Operation } from '@/lib/operations/define';
import { requestIdOf } from './identity';

/**
 * Answers a request of an operation under watch: a line in the log, once it is answered, and its time in the metrics.
 * Of a stream it is the time until it begins.
 */
export async function observed(
  { name, method, rateLimit }: Pick<Operation, 'name' | 'method' | 'rateLimit'>,
  request: Request,
  answer: (context: RequestContext) => Promise<Response>,
): Promise<Response> {
  const begun = performance.now();
  const context: RequestContext = {
    requestId: requestIdOf(request),
    operation: name,
    address: addressOf(request.headers, env().TRUSTED_PROXY_HOPS),
    businessId: request.headers.get('x-business-id'),
    actor: null,
    code: null,
  };
  const response = await withContext(context, () => answer(context));
  const milliseconds = performance.now() - begun;
  metrics().requests.observe({ operation: name, method, status: response.status }, milliseconds / 1000);
  // What looks after the app asks every few seconds, and is told without a line unless something is wrong.
  const level = rateLimit === 'none' && response.ok ? 'debug' : 'info';
  log()[level](
    {
      request_id: context.requestId,
      operation: name,
      method,
      status: response.status,
      duration_ms: Math.round(milliseconds * 10) / 10,
      ...(context.code !== null && { code: context.code }),
      ...(context.businessId !== null && { business_id: loggable(context.businessId) }),
      ...(context.actor !== null && { actor: context.actor }),
    },
    'request',
  );
  return response;
}

/** What a caller wrote is not the caller's to put into the log, unless it is an id. */
function loggable(text: string): string | undefined {
  return /^[0-9a-f-]{36}$/i.test(text) ? text : undefined;
}
