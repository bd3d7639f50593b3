import { Problem } from '@/lib/errors/problem';
import { requestIdOf } from '@/lib/http/identity';
import { problemResponse } from '@/lib/http/problem-response';

function noSuchRoute(request: Request): Response {
  return problemResponse(
    new Problem('route_not_found', {
      detail: `There is no ${request.method} ${new URL(request.url).pathname}.`,
    }),
    requestIdOf(request),
  );
}

export {
  noSuchRoute as GET,
  noSuchRoute as POST,
  noSuchRoute as PUT,
  noSuchRoute as PATCH,
  noSuchRoute as DELETE,
};
