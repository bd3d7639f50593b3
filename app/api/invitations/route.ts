import { route } from '@/lib/http/route';
import { createInvitation, listInvitations } from '@/lib/operations/business';

export const GET = route(listInvitations);
export const POST = route(createInvitation);
