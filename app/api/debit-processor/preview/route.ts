import { route } from '@/lib/http/route';
import { previewDebits } from '@/lib/operations/debits';

export const GET = route(previewDebits);
