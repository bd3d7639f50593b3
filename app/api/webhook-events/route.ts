import { route } from '@/lib/http/route';
import { listWebhookEvents } from '@/lib/operations/webhooks';

export const GET = route(listWebhookEvents);
