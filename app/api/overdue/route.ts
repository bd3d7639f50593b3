import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { getOverdue } from '@/lib/operations/overdue';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(getOverdue) });
