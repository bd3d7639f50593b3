import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { advanceClock } from '@/lib/operations/sandbox';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(advanceClock) });
