import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { recordUsage } from '@/lib/operations/usage';
import { listUsageEvents } from '@/lib/operations/usage-events';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listUsageEvents),
  POST: route(recordUsage),
});
