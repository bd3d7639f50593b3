import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listOrders } from '@/lib/operations/orders';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(listOrders) });
