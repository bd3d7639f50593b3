import { route } from '@/lib/http/route';
import { getUsageEvent } from '@/lib/operations/usage-events';

export const GET = route(getUsageEvent);
