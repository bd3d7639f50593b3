import { route } from '@/lib/http/route';
import { createApiKey, listApiKeys } from '@/lib/operations/business';

export const GET = route(listApiKeys);
export const POST = route(createApiKey);
