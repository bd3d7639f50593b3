import { route } from '@/lib/http/route';
import { getMe } from '@/lib/operations/account';

export const GET = route(getMe);
