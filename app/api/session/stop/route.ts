import { route } from '@/lib/http/route';
import { stopSession } from '@/lib/operations/sessions';

export const POST = route(stopSession);
