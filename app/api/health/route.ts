import { route } from '@/lib/http/route';
import { getHealth } from '@/lib/operations/health';

export const GET = route(getHealth);
