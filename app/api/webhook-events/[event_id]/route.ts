import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getWebhookEvent } from '@/lib/operations/webhooks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getWebhookEvent) });
