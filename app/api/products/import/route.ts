import { route } from '@/lib/http/route';
import { importProducts } from '@/lib/operations/imports';

export const POST = route(importProducts);
