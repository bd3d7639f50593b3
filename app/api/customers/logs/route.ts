import { route } from '@/lib/http/route';
import { listDebitLogs } from '@/lib/operations/debits';

export const GET = route(listDebitLogs);
