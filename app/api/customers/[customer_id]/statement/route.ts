import { route } from '@/lib/http/route';
import { getStatement } from '@/lib/operations/statements';

export const GET = route(getStatement);
