import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { processPurchase } from '@/lib/operations/orders';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(processPurchase) });
