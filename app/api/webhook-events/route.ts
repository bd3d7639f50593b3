import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listWebhookEvents } from '@/lib/operations/webhooks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(listWebhookEvents) });
