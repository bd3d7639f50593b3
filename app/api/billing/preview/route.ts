import { route } from '@/lib/http/route';
import { previewBilling } from '@/lib/operations/billing';

export const GET = route(previewBilling);
