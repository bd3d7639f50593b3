import { route } from '@/lib/http/route';
import { getOrder } from '@/lib/operations/orders';

export const GET = route(getOrder);
