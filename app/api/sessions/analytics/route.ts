import { route } from '@/lib/http/route';
import { getSessionAnalytics } from '@/lib/operations/sessions';

export const GET = route(getSessionAnalytics);
