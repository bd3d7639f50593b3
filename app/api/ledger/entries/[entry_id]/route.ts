import { route } from '@/lib/http/route';
import { getLedgerEntry } from '@/lib/operations/wallets';

export const GET = route(getLedgerEntry);
