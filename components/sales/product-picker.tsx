'use client';

import { Command } from 'cmdk';
import { useEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { findSaleProducts, type SaleProduct } from '@/app/actions/sales';
import { Amount } from '@/components/data/amount';
import { cn } from '@/lib/ui/cn';
import { Finder, finderItemClasses } from '@/components/data/finder';
import { useAnswer } from '@/lib/ui/use-answer';

export interface ProductPickerProps {
  onAdd: (product: SaleProduct) => void;
  /** Pieces that are in the sale already, by product. */
  counts: ReadonlyMap<string, number>;
  /** Counts up whenever the shelves may have changed. */
  changes: number;
  input: Ref<HTMLInputElement>;
  autoFocus: boolean;
}

/** What a scanner or a fast hand means: the one product with that sku, or the only one there is. */
export function meant(products: readonly SaleProduct[], term: string): SaleProduct | null {
  const sku = term.trim().toLowerCase();
  const only = products.length === 1 ? products[0] : undefined;
  return products.find((product) => product.sku.toLowerCase() === sku) ?? only ?? null;
}

function Stock({ stock }: { stock: number | null }) {
  if (stock === null) return <span className="text-muted">Not counted</span>;
  return (
    <span className={cn('tabular', stock === 0 ? 'text-danger font-medium' : 'text-muted')}>
      {stock === 0 ? 'None left' : `${stock.toLocaleString('en-US')} left`}
    </span>
  );
}

/** Products found by part of their name or sku. Enter adds the marked one, Enter again one more of it. */
export function ProductPicker({ onAdd, counts, changes, input, autoFocus }: ProductPickerProps) {
  const [term, setTerm] = useState('');
  const [highlight, setHighlight] = useState<{ of: string | null; id: string }>({ of: null, id: '' });
  const wanted = term.trim();
  const { data, of, failure, refresh } = useAnswer(wanted, findSaleProducts, 120);
  const products = data ?? [];
  const pending = of !== wanted && failure === null;

  const seen = useRef(changes);
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    refresh();
  }, [changes, refresh]);

  // The first row of a new answer is marked, the one with exactly that sku before it.
  if (of !== null && highlight.of !== of)
    setHighlight({ of, id: meant(products, of)?.id ?? products[0]?.id ?? '' });

  const add = (product: SaleProduct, field: HTMLInputElement | null) => {
    onAdd(product);
    // What is typed next replaces the term; Enter alone adds one more.
    field?.select();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const field = event.currentTarget;
    if (!pending) {
      const product = products.find(({ id }) => id === highlight.id);
      if (product) add(product, field);
      return;
    }
    // Faster than the list: a scanner ends a sku with Enter. Only what is beyond doubt is added unseen.
    field.select();
    void findSaleProducts(wanted).then(
      (result) => {
        const product = result.ok ? meant(result.data, wanted) : null;
        if (product) onAdd(product);
      },
      () => undefined,
    );
  };

  return (
    <Finder
      label="Find a product"
      rows="Products"
      placeholder="Name or sku, then Enter"
      term={term}
      onTerm={setTerm}
      highlighted={highlight.id}
      onHighlight={(id) => setHighlight({ of, id })}
      onKeyDown={onKeyDown}
      input={input}
      autoFocus={autoFocus}
      shortcut="/"
      pending={pending}
      failure={failure}
      isEmpty={products.length === 0}
      none={wanted === '' ? 'There is no active product yet.' : `No active product holds “${wanted}”.`}
      // A strip to swipe on a phone, a counter full of tiles where there is room.
      className="max-sm:-mx-4 max-sm:[scrollbar-width:none] max-sm:overflow-x-auto max-sm:px-4 [&>[cmdk-list-sizer]]:grid [&>[cmdk-list-sizer]]:gap-2 max-sm:[&>[cmdk-list-sizer]]:auto-cols-[9.5rem] max-sm:[&>[cmdk-list-sizer]]:grid-flow-col sm:[&>[cmdk-list-sizer]]:grid-cols-[repeat(auto-fill,minmax(9.25rem,1fr))] xl:[&>[cmdk-list-sizer]]:grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))]"
    >
      {products.map((product) => {
        const count = counts.get(product.id) ?? 0;
        return (
          <Command.Item
            key={product.id}
            value={product.id}
            onSelect={() => onAdd(product)}
            className={cn(finderItemClasses, 'relative flex min-h-22 flex-col justify-between gap-2 p-3')}
          >
            <span className="min-w-0">
              <span className="line-clamp-2 pr-6 leading-snug font-medium wrap-anywhere">{product.name}</span>
              <span className="text-muted block truncate font-mono text-xs">{product.sku}</span>
            </span>
            <span className="flex items-baseline justify-between gap-2 text-xs">
              <Amount value={product.price} currency={product.currency} className="text-sm font-medium" />
              <Stock stock={product.stock} />
            </span>
            {count > 0 ? (
              <span className="bg-accent text-on-accent tabular absolute top-2 right-2 grid h-5.5 min-w-5.5 place-items-center rounded-full px-1.5 text-xs font-semibold">
                {count.toLocaleString('en-US')}
                <span className="sr-only"> in the sale</span>
              </span>
            ) : null}
          </Command.Item>
        );
      })}
    </Finder>
  );
}
