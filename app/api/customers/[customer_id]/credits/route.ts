import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { addCredits } from '@/lib/operations/credits';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(addCredits) });
