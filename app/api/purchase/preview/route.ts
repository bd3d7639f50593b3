import { route } from '@/lib/http/route';
import { previewPurchase } from '@/lib/operations/orders';

export const POST = route(previewPurchase);
