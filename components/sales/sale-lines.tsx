'use client';

import { ShoppingBasket, Trash2 } from 'lucide-react';
import type { PurchasePreview } from '@/app/actions/sales';
import { Amount } from '@/components/data/amount';
import { EmptyState } from '@/components/data/empty-state';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/ui/cn';
import { QuantityField } from './quantity-field';
import { mostPieces, type SaleLine } from './sale';

export interface SaleLinesProps {
  lines: readonly SaleLine[];
  /** What the server says of each line; an older answer while the next is on the way. */
  items: PurchasePreview['items'];
  onQuantity: (productId: string, quantity: number) => void;
  onRemove: (productId: string) => void;
  /** Back to the search, where the keys are. */
  onDone: () => void;
}

type Item = PurchasePreview['items'][number];

/** Why a line cannot be sold as it stands; null where it can, or where the answer is of another quantity. */
export function lineProblem(line: SaleLine, item: Item | undefined): string | null {
  if (item?.problem === 'product_not_for_sale') return 'No longer on sale';
  if (item?.problem !== 'insufficient_stock' || item.available === null) return null;
  if (line.quantity <= item.available) return null;
  return item.available === 0 ? 'None left' : `Only ${item.available.toLocaleString('en-US')} in stock`;
}

function Line({
  line,
  item,
  ...on
}: { line: SaleLine; item: Item | undefined } & Omit<SaleLinesProps, 'lines' | 'items'>) {
  const { product, quantity } = line;
  const problem = lineProblem(line, item);
  const problemId = `problem-${product.id}`;
  const available = item?.available ?? 0;
  const isPriced = item?.quantity === quantity;
  return (
    <li
      className={cn(
        'border-line grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2.5 px-4 py-3 not-last:border-b sm:px-5 sm:max-lg:grid-cols-[minmax(0,1fr)_auto_6.5rem_auto]',
        problem && 'bg-danger-soft/50',
      )}
    >
      <div className="min-w-0">
        <p className="leading-snug font-medium wrap-anywhere">{product.name}</p>
        <p className="text-muted text-xs">
          <span className="font-mono">{product.sku}</span> ·{' '}
          <Amount value={item?.unit_price ?? product.price} currency={product.currency} /> each
        </p>
      </div>
      <p className="col-start-2 row-start-1 text-right sm:max-lg:order-1 sm:max-lg:col-auto sm:max-lg:row-auto">
        {item ? (
          <Amount
            value={item.amount}
            currency={product.currency}
            className={cn('font-medium transition-opacity', isPriced || 'opacity-40')}
          />
        ) : (
          <span className="text-muted">
            <span aria-hidden>…</span>
            <span className="sr-only">Not worked out yet</span>
          </span>
        )}
      </p>
      <QuantityField
        name={product.name}
        value={quantity}
        maximum={mostPieces}
        onChange={(next) => on.onQuantity(product.id, next)}
        onDone={on.onDone}
        invalid={problem !== null}
        describedBy={problem ? problemId : undefined}
      />
      <Button
        variant="ghost"
        size="icon"
        className="-mr-2 justify-self-end sm:max-lg:order-2"
        onClick={() => on.onRemove(product.id)}
      >
        <Trash2 aria-hidden />
        <span className="sr-only">Remove {product.name}</span>
      </Button>
      {problem ? (
        <div className="col-span-full flex flex-wrap items-center gap-x-3 gap-y-1.5 sm:max-lg:order-3">
          <p id={problemId} className="text-danger text-sm font-medium">
            {problem}
          </p>
          {item?.problem === 'insufficient_stock' && available > 0 ? (
            <Button
              variant="secondary"
              size="small"
              onClick={() => {
                on.onQuantity(product.id, available);
                on.onDone();
              }}
            >
              Lower to {available.toLocaleString('en-US')}
              <span className="sr-only"> of {product.name}</span>
            </Button>
          ) : (
            <Button variant="secondary" size="small" onClick={() => on.onRemove(product.id)}>
              Take it off
              <span className="sr-only"> ({product.name})</span>
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}

/** What is in the sale, line by line, each with what stands in its way. */
export function SaleLines({ lines, items, ...on }: SaleLinesProps) {
  if (lines.length === 0) {
    return (
      <EmptyState icon={ShoppingBasket} title="Nothing in the sale yet" level={3} className="py-8">
        Type part of a name or sku. Enter adds the marked product, Enter again one more.
      </EmptyState>
    );
  }
  return (
    <ul>
      {lines.map((line) => (
        <Line
          key={line.product.id}
          line={line}
          item={items.find(({ product_id }) => product_id === line.product.id)}
          {...on}
        />
      ))}
    </ul>
  );
}
