import { route } from '@/lib/http/route';
import { getOverview } from '@/lib/operations/overview';

export const GET = route(getOverview);
