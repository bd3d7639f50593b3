import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { triggerDebits } from '@/lib/operations/debits';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(triggerDebits) });
