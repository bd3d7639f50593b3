import { answerReady } from '@/lib/health/ready';
import { route } from '@/lib/http/route';
import { getReady } from '@/lib/operations/health';

export const GET = route(getReady, answerReady);
