import { openApiDocument } from '@/lib/http/openapi';

export const dynamic = 'force-static';

/** The API, described: the same document as `public/openapi.json`. */
export function GET(): Response {
  return Response.json(openApiDocument());
}
