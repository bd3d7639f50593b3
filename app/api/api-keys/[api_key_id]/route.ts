import { route } from '@/lib/http/route';
import { revokeApiKey } from '@/lib/operations/api-keys';

export const DELETE = route(revokeApiKey);
