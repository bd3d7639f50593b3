import { route } from '@/lib/http/route';
import { getSession } from '@/lib/operations/sessions';

export const GET = route(getSession);
