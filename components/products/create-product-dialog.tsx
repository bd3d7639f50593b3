'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { createProductAction } from '@/app/actions/products';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { ProductForm } from './product-form';

export function CreateProductDialog({
  currency,
  defaultOpen = false,
}: {
  currency: string;
  defaultOpen?: boolean;
}) {
  const [open, setOpen] = useState(defaultOpen);
  const router = useRouter();
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Create product
        </Button>
      </DialogTrigger>
      <DialogContent title="Create product" description="Sold by the piece, by the unit of usage, or both.">
        <ProductForm
          action={createProductAction}
          currency={currency}
          onDone={(product) => {
            setOpen(false);
            toast.success(`${product.name} is created`);
            router.push(`/products/${product.id}`);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
