import { route } from '@/lib/http/route';
import { processPurchase } from '@/lib/operations/orders';

export const POST = route(processPurchase);
