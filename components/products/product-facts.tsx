import { Amount } from '@/components/data/amount';
import { Fact, ShortId } from '@/components/data/fact';
import { Timestamp } from '@/components/data/timestamp';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import type { Product } from './product-status';
import { Stock } from './stock';

function stockSentence({ stock, status }: Product): string {
  if (stock === null) return 'A sale never runs out of it.';
  if (stock > 0) return status === 'active' ? 'Pieces on hand, ready to be sold.' : 'Pieces on hand.';
  return 'No sale of it is possible until a delivery or a count.';
}

/** What is on hand, large, and what it costs. */
export function ProductFacts({ product }: { product: Product }) {
  return (
    <Card aria-label="Stock and price" className="grid overflow-hidden lg:grid-cols-[minmax(16rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <p className="text-muted text-sm">Stock</p>
        <p className="mt-1 text-4xl font-semibold tracking-tight">
          <Stock stock={product.stock} className="font-semibold" />
        </p>
        <p className="text-muted mt-3 text-sm">{stockSentence(product)}</p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Price of a piece">
          <Amount value={product.price} currency={product.currency} className="font-medium" />
        </Fact>
        <Fact label="Per unit of usage">
          {product.usage_unit_price === null ? (
            <span className="text-muted">The price of a piece</span>
          ) : (
            <Amount value={product.usage_unit_price} currency={product.currency} />
          )}
        </Fact>
        <Fact label="Sku">
          <span className="inline-flex max-w-full items-center">
            <code className="truncate font-mono text-xs">{product.sku}</code>
            <CopyButton text={product.sku} what="sku" className="-my-1.5" />
          </span>
        </Fact>
        <Fact label="Created">
          <Timestamp value={product.created_at} format="date" />
        </Fact>
        <Fact label="Changed">
          <Timestamp value={product.updated_at} />
        </Fact>
        <Fact label="Id">
          <ShortId id={product.id} what="product id" />
        </Fact>
        {product.description ? (
          <Fact label="Description" className="col-span-full">
            {product.description}
          </Fact>
        ) : null}
      </dl>
    </Card>
  );
}
