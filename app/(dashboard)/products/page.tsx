import { FileUp, Package, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { CreateProductDialog } from '@/components/products/create-product-dialog';
import { productStatusFilter } from '@/components/products/product-status';
import { firstProductDirection, productSorts, ProductTable } from '@/components/products/product-table';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { listProducts } from '@/lib/operations/products';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Products' };

export default async function ProductsPage({ searchParams }: PageProps<'/products'>) {
  const params = await searchParams;
  const search = parameter(params, 'search');
  const status = choice(params, 'status', ['active', 'inactive', 'archived', 'all']);
  const sort = choice(params, 'sort', productSorts) ?? 'name';
  const direction = choice(params, 'direction', ['asc', 'desc']) ?? firstProductDirection[sort];
  const cursor = parameter(params, 'cursor');
  const [page, { business }] = await Promise.all([
    query(listProducts, {
      sort,
      direction,
      limit: 25,
      ...(search ? { search } : {}),
      ...(status ? { status } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    currentMember(),
  ]);
  const filtered = search !== undefined || status !== undefined;
  const mayCreate = can(business.role, 'products:write');
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['products', 'orders']} />}
        title="Products"
        description="What you sell, at what price, and how much of it is there."
        actions={
          mayCreate ? (
            <>
              <Button asChild variant="secondary">
                <Link href="/products/import">
                  <FileUp aria-hidden />
                  Import
                </Link>
              </Button>
              <CreateProductDialog
                currency={business.currency}
                defaultOpen={parameter(params, 'create') !== undefined}
              />
            </>
          ) : null
        }
      />
      <FilterBar
        search={{ label: 'Search products', placeholder: 'Name or sku' }}
        filters={[productStatusFilter]}
      />
      <Card aria-label="List of products">
        {page.data.length > 0 ? (
          <>
            <ProductTable products={page.data} params={params} sort={sort} direction={direction} />
            <Pagination links={pageLinks('/products', params, page)} label="Pages of products" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No product matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/products">Clear filters</Link>
              </Button>
            }
          >
            {search
              ? `No name and no sku holds “${search}”${status ? ', with this status' : ''}.`
              : 'No product has this status.'}
          </EmptyState>
        ) : (
          <EmptyState icon={Package} title="No products yet">
            Give one a sku and a price, and a stock if it can run out. Then it can be sold on the page New
            sale, and every sale takes from the stock.{' '}
            {mayCreate ? 'Create product is at the top of the page.' : ''}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
