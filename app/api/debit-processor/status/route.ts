import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getDebitStatus } from '@/lib/operations/debits';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getDebitStatus) });
