import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { revokeApiKey } from '@/lib/operations/api-keys';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: route(revokeApiKey) });
