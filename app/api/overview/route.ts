import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getOverview } from '@/lib/operations/overview';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getOverview) });
