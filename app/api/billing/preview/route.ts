import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { previewBilling } from '@/lib/operations/billing';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: route(previewBilling) });
