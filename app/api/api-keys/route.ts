import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { createApiKey, listApiKeys } from '@/lib/operations/api-keys';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listApiKeys),
  POST: route(createApiKey),
});
