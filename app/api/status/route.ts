import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getStatus } from '@/lib/operations/status';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getStatus) });
