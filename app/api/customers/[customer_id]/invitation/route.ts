import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { inviteCustomer } from '@/lib/operations/portal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(inviteCustomer) });
