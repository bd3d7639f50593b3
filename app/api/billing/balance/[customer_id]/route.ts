import { route } from '@/lib/http/route';
import { getBalance } from '@/lib/operations/wallets';

export const GET = route(getBalance);
