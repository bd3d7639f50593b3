import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getPayment } from '@/lib/operations/payments';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getPayment) });
