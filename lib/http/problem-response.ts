import 'server-only';
import { errorCodes } from '@/lib/errors/codes';
import { Problem } from '@/lib/errors/problem';
import { currentContext } from '@/lib/observability/context';
import { log } from '@/lib/observability/log';

/** RFC 9457. An unexpected error tells the caller a request id and nothing else. */
export function problemResponse(
  failure: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const problem = failure instanceof Problem ? failure : new Problem('internal_error', { cause: failure });
  const context = currentContext();
  if (context !== undefined) context.code = problem.code;
  if (problem.status >= 500) {
    log().error(
      { request_id: requestId, code: problem.code, err: problem.cause ?? problem },
      problem.message,
    );
  }
  const { title, remedy } = errorCodes[problem.code];
  const standard = {
    type: `/docs/errors/${problem.code}`,
    title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    error: title,
    remedy,
    request_id: requestId,
    ...(problem.errors !== undefined && { errors: problem.errors }),
  };
  // The members of RFC 9457 first, and never overridden by what a problem adds.
  const body = { ...standard, ...problem.context, ...standard };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      ...headers,
      ...problem.headers,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
      ...(problem.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
      ...(problem.retryAfterSeconds !== undefined && { 'Retry-After': String(problem.retryAfterSeconds) }),
    },
  });
}
