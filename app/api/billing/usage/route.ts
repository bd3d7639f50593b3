import { route } from '@/lib/http/route';
import { recordProductUsage } from '@/lib/operations/usage';

export const POST = route(recordProductUsage);
