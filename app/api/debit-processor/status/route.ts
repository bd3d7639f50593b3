import { route } from '@/lib/http/route';
import { getDebitStatus } from '@/lib/operations/debits';

export const GET = route(getDebitStatus);
