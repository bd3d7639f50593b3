import { route } from '@/lib/http/route';
import { replayWebhookEvents } from '@/lib/operations/webhooks';

export const POST = route(replayWebhookEvents);
