import { route } from '@/lib/http/route';
import { recordUsage } from '@/lib/operations/usage';
import { listUsageEvents } from '@/lib/operations/usage-events';

export const GET = route(listUsageEvents);
export const POST = route(recordUsage);
