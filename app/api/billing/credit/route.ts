import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { addCredit } from '@/lib/operations/wallets';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(addCredit) });
