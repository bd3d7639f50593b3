import { route } from '@/lib/http/route';
import { cancelOrder } from '@/lib/operations/orders';

export const POST = route(cancelOrder);
