import { route } from '@/lib/http/route';
import { createWebhookEndpoint, listWebhookEndpoints } from '@/lib/operations/webhooks';

export const GET = route(listWebhookEndpoints);
export const POST = route(createWebhookEndpoint);
