import { methods } from '@/lib/http/methods';
import { route } from '@/lib/http/route';
import { archiveProduct, getProduct, updateProduct } from '@/lib/operations/products';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(getProduct),
  PUT: route(updateProduct),
  DELETE: route(archiveProduct),
});
