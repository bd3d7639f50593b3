import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { createBusiness } from '@/lib/operations/business';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(createBusiness) });
