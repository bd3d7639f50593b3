import { route } from '@/lib/http/route';
import { acceptInvitation } from '@/lib/operations/business';

export const POST = route(acceptInvitation);
