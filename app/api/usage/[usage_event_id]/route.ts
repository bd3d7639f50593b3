import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getUsageEvent } from '@/lib/operations/usage-events';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getUsageEvent) });
