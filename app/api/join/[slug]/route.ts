import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getJoinPage, joinBusiness } from '@/lib/operations/portal';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getJoinPage),
  POST: route(joinBusiness),
});
