import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { reversePayment } from '@/lib/operations/payments';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(reversePayment) });
