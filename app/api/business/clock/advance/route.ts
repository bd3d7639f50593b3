import { route } from '@/lib/http/route';
import { advanceClock } from '@/lib/operations/sandbox';

export const POST = route(advanceClock);
