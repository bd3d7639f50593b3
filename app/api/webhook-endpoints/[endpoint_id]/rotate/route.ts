import { route } from '@/lib/http/route';
import { rotateWebhookSecret } from '@/lib/operations/webhooks';

export const POST = route(rotateWebhookSecret);
