import { route } from '@/lib/http/route';
import { inviteCustomer } from '@/lib/operations/portal';

export const POST = route(inviteCustomer);
