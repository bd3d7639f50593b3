import { route } from '@/lib/http/route';
import { getSessionStatus } from '@/lib/operations/sessions';

export const GET = route(getSessionStatus);
