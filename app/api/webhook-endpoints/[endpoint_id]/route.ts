import { route } from '@/lib/http/route';
import { deleteWebhookEndpoint, getWebhookEndpoint, updateWebhookEndpoint } from '@/lib/operations/webhooks';

export const GET = route(getWebhookEndpoint);
export const PUT = route(updateWebhookEndpoint);
export const DELETE = route(deleteWebhookEndpoint);
