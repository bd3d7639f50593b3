import { route } from '@/lib/http/route';
import { startSession } from '@/lib/operations/sessions';

export const POST = route(startSession);
