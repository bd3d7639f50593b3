import { route } from '@/lib/http/route';
import { getLedgerProof } from '@/lib/operations/wallets';

export const GET = route(getLedgerProof);
