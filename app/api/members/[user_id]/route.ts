import { route } from '@/lib/http/route';
import { removeMember, updateMember } from '@/lib/operations/business';

export const PUT = route(updateMember);
export const DELETE = route(removeMember);
