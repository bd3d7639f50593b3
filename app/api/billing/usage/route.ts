import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { recordProductUsage } from '@/lib/operations/usage';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(recordProductUsage) });
