import { route } from '@/lib/http/route';
import { getBillingStatus } from '@/lib/operations/billing';

export const GET = route(getBillingStatus);
