import { route } from '@/lib/http/route';
import { createCustomer, listCustomers } from '@/lib/operations/customers';

export const GET = route(listCustomers);
export const POST = route(createCustomer);
