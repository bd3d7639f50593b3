import { route } from '@/lib/http/route';
import { getWebhookEvent } from '@/lib/operations/webhooks';

export const GET = route(getWebhookEvent);
