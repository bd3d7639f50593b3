import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listLedgerEntries } from '@/lib/operations/wallets';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(listLedgerEntries) });
