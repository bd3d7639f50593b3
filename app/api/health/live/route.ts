import { answerLive } from '@/lib/health/ready';
import { route } from '@/lib/http/route';
import { getLive } from '@/lib/operations/health';

export const GET = route(getLive, answerLive);
