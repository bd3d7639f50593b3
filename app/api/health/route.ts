import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getHealth } from '@/lib/operations/health';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getHealth) });
