import { route } from '@/lib/http/route';
import { listPayments, recordPayment } from '@/lib/operations/payments';

export const GET = route(listPayments);
export const POST = route(recordPayment);
