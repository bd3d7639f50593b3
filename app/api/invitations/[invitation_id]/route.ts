import { route } from '@/lib/http/route';
import { revokeInvitation } from '@/lib/operations/business';

export const DELETE = route(revokeInvitation);
