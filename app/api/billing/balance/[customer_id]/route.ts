import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getBalance } from '@/lib/operations/wallets';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getBalance) });
