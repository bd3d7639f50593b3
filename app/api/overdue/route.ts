import { route } from '@/lib/http/route';
import { getOverdue } from '@/lib/operations/overdue';

export const GET = route(getOverdue);
