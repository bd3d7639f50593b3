import { route } from '@/lib/http/route';
import { getHold } from '@/lib/operations/holds';

export const GET = route(getHold);
