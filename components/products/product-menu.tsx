'use client';

import { Archive, CirclePause, CirclePlay, Ellipsis, History } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { archiveProductAction, setProductStatusAction } from '@/app/actions/products';
import { historyHref } from '@/components/audit/history-href';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { Product } from './product-status';

/** On sale, off sale, archived and back; each after a question that says what it does. */
export function ProductMenu({ product }: { product: Pick<Product, 'id' | 'name' | 'status'> }) {
  const router = useRouter();
  const [asked, setAsked] = useState<'off' | 'on' | 'archive' | null>(null);
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  const back = product.status === 'archived' ? 'Bring back' : 'Put on sale';
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary" size="icon">
            <Ellipsis aria-hidden />
            <span className="sr-only">More actions for {product.name}</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => router.push(historyHref('product', product.id))}>
            <History aria-hidden />
            History of changes
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {product.status === 'active' ? (
            <DropdownMenuItem onSelect={() => setAsked('off')}>
              <CirclePause aria-hidden />
              Take off sale
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => setAsked('on')}>
              <CirclePlay aria-hidden />
              {back}
            </DropdownMenuItem>
          )}
          {product.status === 'archived' ? null : (
            <DropdownMenuItem tone="danger" onSelect={() => setAsked('archive')}>
              <Archive aria-hidden />
              Archive
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={asked === 'off'}
        onOpenChange={close}
        title={`Take ${product.name} off sale?`}
        description="It cannot be sold until you put it on sale again. Orders that have it stay as they are."
        confirm="Take off sale"
        tone="primary"
        action={setProductStatusAction}
        fields={{ product_id: product.id, status: 'inactive' }}
        onSuccess={() => toast.success(`${product.name} is off sale`)}
      />
      <ConfirmDialog
        open={asked === 'on'}
        onOpenChange={close}
        title={`${back === 'Bring back' ? `Bring back ${product.name}` : `Put ${product.name} on sale`}?`}
        description="It can be sold again at once, at its price and out of its stock."
        confirm={back}
        tone="primary"
        action={setProductStatusAction}
        fields={{ product_id: product.id, status: 'active' }}
        onSuccess={() => toast.success(`${product.name} is on sale`)}
      />
      <ConfirmDialog
        open={asked === 'archive'}
        onOpenChange={close}
        title={`Archive ${product.name}?`}
        description="It cannot be sold and leaves the list. Orders and stock movements name it for ever, so nothing is deleted, and you can bring it back at any time."
        confirm="Archive product"
        action={archiveProductAction}
        fields={{ product_id: product.id }}
        onSuccess={() => toast.success(`${product.name} is archived`)}
      />
    </>
  );
}
