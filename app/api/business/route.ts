import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getBusiness, updateBusiness } from '@/lib/operations/business';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getBusiness),
  PUT: route(updateBusiness),
});
