'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { updateProductAction } from '@/app/actions/products';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { ProductForm } from './product-form';
import type { Product } from './product-status';

export function EditProductDialog({ product }: { product: Product }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary">
          <Pencil aria-hidden />
          Edit
        </Button>
      </DialogTrigger>
      <DialogContent title={`Edit ${product.name}`} description="The stock changes only with a movement.">
        <ProductForm
          action={updateProductAction}
          currency={product.currency}
          product={product}
          onDone={() => {
            setOpen(false);
            toast.success('The changes are saved');
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
