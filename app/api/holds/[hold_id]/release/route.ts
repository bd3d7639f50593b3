import { route } from '@/lib/http/route';
import { releaseHold } from '@/lib/operations/holds';

export const POST = route(releaseHold);
