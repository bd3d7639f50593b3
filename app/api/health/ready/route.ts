import { answerReady } from '@/lib/health/ready';
import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getReady } from '@/lib/operations/health';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getReady, answerReady) });
