import 'server-only';
import { Problem } from '@/lib/errors/problem';
import { requestIdOf } from './identity';
import { problemResponse } from './problem-response';
import type { RouteHandler } from './route';

const names = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof names)[number];

/**
 * Everything that a route file exports: the methods that it takes, the others as a 405 in our own shape, and `OPTIONS`,
 * which Next would answer with all of them. `HEAD` is Next's, and is `GET` without the body.
 */
export function methods(
  taken: Readonly<Partial<Record<Method, RouteHandler>>>,
): Record<Method | 'OPTIONS', RouteHandler> {
  const allow = [
    ...names.filter((name) => taken[name] !== undefined),
    ...(taken.GET === undefined ? [] : ['HEAD']),
    'OPTIONS',
  ]
    .sort()
    .join(', ');
  const refuse = (request: Request) =>
    problemResponse(
      new Problem('method_not_allowed', {
        detail: `There is no ${request.method} ${new URL(request.url).pathname}; it takes ${allow}.`,
        headers: { Allow: allow },
      }),
      requestIdOf(request),
    );
  return {
    GET: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    ...taken,
    OPTIONS: () => new Response(null, { status: 204, headers: { Allow: allow } }),
  };
}
