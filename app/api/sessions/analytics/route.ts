import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getSessionAnalytics } from '@/lib/operations/sessions';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getSessionAnalytics) });
