import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { replayWebhookEvents } from '@/lib/operations/webhooks';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(replayWebhookEvents) });
