import { route } from '@/lib/http/route';
import { createApiKey, listApiKeys } from '@/lib/operations/api-keys';

export const GET = route(listApiKeys);
export const POST = route(createApiKey);
