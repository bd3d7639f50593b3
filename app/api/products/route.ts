import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { createProduct, listProducts } from '@/lib/operations/products';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(listProducts),
  POST: route(createProduct),
});
