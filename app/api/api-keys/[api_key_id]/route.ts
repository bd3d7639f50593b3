import { route } from '@/lib/http/route';
import { revokeApiKey } from '@/lib/operations/business';

export const DELETE = route(revokeApiKey);
