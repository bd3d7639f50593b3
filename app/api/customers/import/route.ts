import { route } from '@/lib/http/route';
import { importCustomers } from '@/lib/operations/imports';

export const POST = route(importCustomers);
