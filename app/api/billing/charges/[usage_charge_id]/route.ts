import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getUsageCharge } from '@/lib/operations/billing';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getUsageCharge) });
