import { route } from '@/lib/http/route';
import { reversePayment } from '@/lib/operations/payments';

export const POST = route(reversePayment);
