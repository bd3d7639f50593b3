import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listBillingRuns, triggerBilling } from '@/lib/operations/billing';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listBillingRuns),
  POST: route(triggerBilling),
});
