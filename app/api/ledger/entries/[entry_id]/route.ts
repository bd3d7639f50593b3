import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getLedgerEntry } from '@/lib/operations/wallets';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getLedgerEntry) });
