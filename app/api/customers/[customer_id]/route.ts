import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getCustomer),
  PUT: route(updateCustomer),
  DELETE: route(deleteCustomer),
});
