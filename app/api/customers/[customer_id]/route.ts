import { route } from '@/lib/http/route';
import { deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';

export const GET = route(getCustomer);
export const PUT = route(updateCustomer);
export const DELETE = route(deleteCustomer);
