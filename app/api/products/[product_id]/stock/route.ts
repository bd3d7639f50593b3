import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { adjustStock, listStockMovements } from '@/lib/operations/products';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listStockMovements),
  POST: route(adjustStock),
});
