import { route } from '@/lib/http/route';
import { createBusiness } from '@/lib/operations/business';

export const POST = route(createBusiness);
