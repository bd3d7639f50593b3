import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getBillingStatus } from '@/lib/operations/billing';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getBillingStatus) });
