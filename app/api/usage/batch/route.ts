import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { recordUsageBatch } from '@/lib/operations/usage';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(recordUsageBatch) });
