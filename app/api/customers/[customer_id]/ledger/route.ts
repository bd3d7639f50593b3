import { route } from '@/lib/http/route';
import { listLedgerEntries } from '@/lib/operations/wallets';

export const GET = route(listLedgerEntries);
