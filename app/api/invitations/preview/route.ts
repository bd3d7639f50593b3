import { route } from '@/lib/http/route';
import { getInvitation } from '@/lib/operations/business';

export const GET = route(getInvitation);
