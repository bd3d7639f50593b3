import { route } from '@/lib/http/route';
import { retryWebhookDelivery } from '@/lib/operations/webhooks';

export const POST = route(retryWebhookDelivery);
