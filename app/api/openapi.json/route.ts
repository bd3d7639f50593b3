import { methods } from '@/lib/http/methods';
import document from '@/public/openapi.json';

const text = JSON.stringify(document);

/** The API, described: `public/openapi.json`, which `npm run openapi` makes of the operations. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: () => new Response(text, { headers: { 'Content-Type': 'application/json' } }),
});
