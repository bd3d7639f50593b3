import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getStatement } from '@/lib/operations/statements';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getStatement) });
