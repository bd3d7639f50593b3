import { route } from '@/lib/http/route';
import { getUsageCharge } from '@/lib/operations/billing';

export const GET = route(getUsageCharge);
