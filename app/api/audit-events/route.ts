import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { listAuditEvents } from '@/lib/operations/audit';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(listAuditEvents) });
