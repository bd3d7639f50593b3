import { route } from '@/lib/http/route';
import { listDebitRuns } from '@/lib/operations/debits';

export const GET = route(listDebitRuns);
