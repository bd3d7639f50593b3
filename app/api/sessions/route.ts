import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listSessions } from '@/lib/operations/sessions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(listSessions) });
