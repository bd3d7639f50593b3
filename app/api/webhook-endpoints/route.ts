import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { createWebhookEndpoint, listWebhookEndpoints } from '@/lib/operations/webhooks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listWebhookEndpoints),
  POST: route(createWebhookEndpoint),
});
