import { route } from '@/lib/http/route';
import { getBusiness, updateBusiness } from '@/lib/operations/business';

export const GET = route(getBusiness);
export const PUT = route(updateBusiness);
