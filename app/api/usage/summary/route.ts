import { route } from '@/lib/http/route';
import { getUsageSummary } from '@/lib/operations/usage-summary';

export const GET = route(getUsageSummary);
