import { route } from '@/lib/http/route';
import { archiveProduct, getProduct, updateProduct } from '@/lib/operations/products';

export const GET = route(getProduct);
export const PUT = route(updateProduct);
export const DELETE = route(archiveProduct);
