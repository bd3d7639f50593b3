import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { createInvitation, listInvitations } from '@/lib/operations/business';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listInvitations),
  POST: route(createInvitation),
});
