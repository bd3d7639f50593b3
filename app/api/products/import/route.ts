import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { importProducts } from '@/lib/operations/imports';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: route(importProducts) });
