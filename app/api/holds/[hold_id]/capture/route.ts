import { route } from '@/lib/http/route';
import { captureHold } from '@/lib/operations/holds';

export const POST = route(captureHold);
