'use client';

import { PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { counted } from '@/lib/ui/words';
import { AdjustStockForm } from './adjust-stock-form';
import type { Product } from './product-status';

export type StockedProduct = Pick<Product, 'id' | 'name' | 'stock'>;

/** Changes what is on hand; each change stays as a movement. */
export function AdjustStockDialog({ product }: { product: StockedProduct }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <PackagePlus aria-hidden />
          {product.stock === null ? 'Count stock' : 'Adjust stock'}
        </Button>
      </DialogTrigger>
      {open ? (
        <DialogContent
          title={`Stock of ${product.name}`}
          description={
            product.stock === null
              ? 'It is not counted: a sale never runs out of it. From a count on, sales take from it.'
              : `${counted(product.stock, 'piece')} on hand. Each change stays in the list of movements.`
          }
        >
          <AdjustStockForm
            product={product}
            onDone={(after) => {
              setOpen(false);
              toast.success(
                after.stock === null
                  ? `${after.name} is not counted any more`
                  : `${counted(after.stock, 'piece')} on hand`,
                { description: after.stock === null ? 'A sale never runs out of it.' : after.name },
              );
            }}
          />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}
