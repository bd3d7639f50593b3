import document from '@/public/openapi.json';

export const dynamic = 'force-static';

/** The API, described: `public/openapi.json`, which `npm run openapi` makes of the operations. */
export function GET(): Response {
  return Response.json(document);
}
