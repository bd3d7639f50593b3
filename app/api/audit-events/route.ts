import { route } from '@/lib/http/route';
import { listAuditEvents } from '@/lib/operations/audit';

export const GET = route(listAuditEvents);
