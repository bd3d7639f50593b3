import { route } from '@/lib/http/route';
import { getPayment } from '@/lib/operations/payments';

export const GET = route(getPayment);
