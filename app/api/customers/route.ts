import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { createCustomer, listCustomers } from '@/lib/operations/customers';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listCustomers),
  POST: route(createCustomer),
});
