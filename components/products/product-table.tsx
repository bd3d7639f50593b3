import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import { withParameters, type SearchParams } from '@/lib/ui/search-params';
import { ProductStatus, type Product } from './product-status';
import { Stock } from './stock';

export const productSorts = ['name', 'sku', 'price', 'stock', 'created'] as const;
export type ProductSort = (typeof productSorts)[number];

/** What a first click on a column asks for: names and skus from A, the dearest, the emptiest shelf, the newest. */
export const firstProductDirection: Record<ProductSort, 'asc' | 'desc'> = {
  name: 'asc',
  sku: 'asc',
  price: 'desc',
  stock: 'asc',
  created: 'desc',
};

export interface ProductTableProps {
  products: readonly Product[];
  params: SearchParams;
  sort: ProductSort;
  direction: 'asc' | 'desc';
}

/** What a business sells, each row a way to its page. */
export function ProductTable({ products, params, sort, direction }: ProductTableProps) {
  const sortBy = (column: ProductSort): NonNullable<Column<Product>['sort']> => {
    const active = sort === column;
    const next = active ? (direction === 'asc' ? 'desc' : 'asc') : firstProductDirection[column];
    return {
      direction: active ? direction : null,
      // A cursor belongs to one order of the rows, so it goes when the order changes.
      href: withParameters('/products', params, {
        sort: column,
        direction: next,
        cursor: null,
        trail: null,
        create: null,
      }),
    };
  };
  const columns: readonly Column<Product>[] = [
    {
      key: 'name',
      header: 'Product',
      phone: 'lead',
      sort: sortBy('name'),
      cell: (product) => (
        <span className="grid min-w-40">
          <span className="line-clamp-2 wrap-anywhere">{product.name}</span>
          {product.description ? (
            <span className="text-muted line-clamp-1 text-xs font-normal break-words">
              {product.description}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'sku',
      header: 'Sku',
      phone: 'bare',
      sort: sortBy('sku'),
      cell: (product) => <span className="text-ink-soft font-mono text-xs wrap-anywhere">{product.sku}</span>,
    },
    {
      key: 'status',
      header: 'Status',
      phone: 'bare',
      cell: (product) => <ProductStatus status={product.status} />,
    },
    {
      key: 'price',
      header: 'Price',
      align: 'end',
      phone: 'figure',
      sort: sortBy('price'),
      cell: (product) => <Amount value={product.price} currency={product.currency} className="font-medium" />,
    },
    {
      key: 'usage',
      header: 'Per unit of usage',
      align: 'end',
      phone: 'hidden',
      show: 'wide',
      cell: (product) =>
        product.usage_unit_price === null ? (
          <span className="text-muted">The price</span>
        ) : (
          <Amount value={product.usage_unit_price} currency={product.currency} />
        ),
    },
    {
      key: 'stock',
      header: 'Stock',
      align: 'end',
      phone: 'named',
      sort: sortBy('stock'),
      cell: (product) => <Stock stock={product.stock} />,
    },
  ];
  return (
    <DataTable
      caption="Products"
      columns={columns}
      rows={products}
      rowKey={(product) => product.id}
      rowHref={(product) => `/products/${product.id}`}
    />
  );
}
