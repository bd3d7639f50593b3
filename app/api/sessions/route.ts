import { route } from '@/lib/http/route';
import { listSessions } from '@/lib/operations/sessions';

export const GET = route(listSessions);
