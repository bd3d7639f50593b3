import { route } from '@/lib/http/route';
import { sendTestWebhook } from '@/lib/operations/webhooks';

export const POST = route(sendTestWebhook);
