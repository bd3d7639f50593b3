import { route } from '@/lib/http/route';
import { addCredits } from '@/lib/operations/credits';

export const POST = route(addCredits);
