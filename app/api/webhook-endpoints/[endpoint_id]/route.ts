import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { deleteWebhookEndpoint, getWebhookEndpoint, updateWebhookEndpoint } from '@/lib/operations/webhooks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getWebhookEndpoint),
  PUT: route(updateWebhookEndpoint),
  DELETE: route(deleteWebhookEndpoint),
});
