import { route } from '@/lib/http/route';
import { listUnbilledUsage } from '@/lib/operations/usage-summary';

export const GET = route(listUnbilledUsage);
