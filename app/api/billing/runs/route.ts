import { route } from '@/lib/http/route';
import { listBillingRuns, triggerBilling } from '@/lib/operations/billing';

export const GET = route(listBillingRuns);
export const POST = route(triggerBilling);
