import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getMe } from '@/lib/operations/account';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getMe) });
