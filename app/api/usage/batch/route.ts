import { route } from '@/lib/http/route';
import { recordUsageBatch } from '@/lib/operations/usage';

export const POST = route(recordUsageBatch);
