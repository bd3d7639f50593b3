import { route } from '@/lib/http/route';
import { getJoinPage, joinBusiness } from '@/lib/operations/portal';

export const GET = route(getJoinPage);
export const POST = route(joinBusiness);
