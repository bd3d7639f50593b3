import { route } from '@/lib/http/route';
import { triggerDebits } from '@/lib/operations/debits';

export const POST = route(triggerDebits);
