import { route } from '@/lib/http/route';
import { createProduct, listProducts } from '@/lib/operations/products';

export const GET = route(listProducts);
export const POST = route(createProduct);
