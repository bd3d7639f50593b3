import { route } from '@/lib/http/route';
import { getDebitRun } from '@/lib/operations/debits';

export const GET = route(getDebitRun);
