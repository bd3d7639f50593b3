import { route } from '@/lib/http/route';
import { listOrders } from '@/lib/operations/orders';

export const GET = route(listOrders);
