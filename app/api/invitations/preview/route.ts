import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getInvitation } from '@/lib/operations/business';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getInvitation) });
