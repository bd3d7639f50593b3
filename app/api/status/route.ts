import { route } from '@/lib/http/route';
import { getStatus } from '@/lib/operations/status';

export const GET = route(getStatus);
