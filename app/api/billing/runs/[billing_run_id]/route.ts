import { route } from '@/lib/http/route';
import { getBillingRun } from '@/lib/operations/billing';

export const GET = route(getBillingRun);
