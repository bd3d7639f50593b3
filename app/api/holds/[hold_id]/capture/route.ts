import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { captureHold } from '@/lib/operations/holds';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(captureHold) });
