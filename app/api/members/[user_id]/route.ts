import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { removeMember, updateMember } from '@/lib/operations/business';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route(updateMember),
  DELETE: route(removeMember),
});
