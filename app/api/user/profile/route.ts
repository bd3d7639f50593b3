import { route } from '@/lib/http/route';
import { getProfile } from '@/lib/operations/account';

export const GET = route(getProfile);
