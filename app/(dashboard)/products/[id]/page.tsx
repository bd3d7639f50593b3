import { PackageOpen } from 'lucide-react';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { AdjustStockDialog } from '@/components/products/adjust-stock-dialog';
import { EditProductDialog } from '@/components/products/edit-product-dialog';
import { MovementTable } from '@/components/products/movement-table';
import { ProductFacts } from '@/components/products/product-facts';
import { ProductMenu } from '@/components/products/product-menu';
import { ProductStatus } from '@/components/products/product-status';
import { Alert } from '@/components/ui/alert';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getProduct, listStockMovements } from '@/lib/operations/products';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Product' };

export default async function ProductPage({ params, searchParams }: PageProps<'/products/[id]'>) {
  const { id } = await params;
  const search = await searchParams;
  const cursor = parameter(search, 'cursor');
  const [product, movements, { business }] = await Promise.all([
    query(getProduct, { product_id: id }),
    query(listStockMovements, { product_id: id, limit: 25, ...(cursor ? { cursor } : {}) }),
    currentMember(),
  ]);
  const mayChange = can(business.role, 'products:write');
  return (
    <div className="grid grid-cols-1 gap-6">
      <title>{`${product.name} · Drawdown`}</title>
      <PageHeader
        live={<LiveRefresh topics={['products', 'orders']} />}
        back={{ href: '/products', label: 'Products' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">{product.name}</span>
            <ProductStatus status={product.status} />
          </span>
        }
        actions={
          mayChange ? (
            <>
              <ProductMenu product={product} />
              <EditProductDialog product={product} />
              <AdjustStockDialog product={product} />
            </>
          ) : null
        }
      />
      {product.status === 'archived' ? (
        <Alert title="This product is archived">
          It cannot be sold. Orders and movements keep naming it.
          {mayChange ? ' Bring it back from the menu at the top.' : ''}
        </Alert>
      ) : null}
      <ProductFacts product={product} />
      <Card aria-labelledby="movements">
        <CardHeader>
          <div>
            <CardTitle id="movements">Stock movements</CardTitle>
            <CardDescription>The stock is their sum. None is ever changed or removed.</CardDescription>
          </div>
        </CardHeader>
        {movements.data.length > 0 ? (
          <>
            <MovementTable movements={movements.data} />
            <Pagination
              links={pageLinks(`/products/${product.id}`, search, movements)}
              label="Pages of stock movements"
            />
          </>
        ) : (
          <EmptyState icon={PackageOpen} title="No movement yet" level={3} className="py-8">
            The stock is not counted, so sales do not take from it. A first count starts it.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
