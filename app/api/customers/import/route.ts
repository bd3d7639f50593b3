import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { importCustomers } from '@/lib/operations/imports';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(importCustomers) });
