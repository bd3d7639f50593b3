import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listUnbilledUsage } from '@/lib/operations/usage-summary';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(listUnbilledUsage) });
