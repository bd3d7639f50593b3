import { route } from '@/lib/http/route';
import { listUsageCharges } from '@/lib/operations/billing';

export const GET = route(listUsageCharges);
