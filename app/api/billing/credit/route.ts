import { route } from '@/lib/http/route';
import { addCredit } from '@/lib/operations/wallets';

export const POST = route(addCredit);
