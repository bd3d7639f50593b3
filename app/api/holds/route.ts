import { route } from '@/lib/http/route';
import { createHold, listHolds } from '@/lib/operations/holds';

export const GET = route(listHolds);
export const POST = route(createHold);
