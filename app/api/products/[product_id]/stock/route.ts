import { route } from '@/lib/http/route';
import { adjustStock, listStockMovements } from '@/lib/operations/products';

export const GET = route(listStockMovements);
export const POST = route(adjustStock);
