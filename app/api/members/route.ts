import { route } from '@/lib/http/route';
import { listMembers } from '@/lib/operations/business';

export const GET = route(listMembers);
