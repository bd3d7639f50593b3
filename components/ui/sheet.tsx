'use client';

import { X } from 'lucide-react';
import { Dialog as DialogPrimitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';
import { buttonVariants } from './button';
import { overlayClasses } from './dialog';

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;
export const SheetClose = DialogPrimitive.Close;

export interface SheetContentProps {
  title: string;
  side?: 'left' | 'right';
  children: ReactNode;
}

/** A panel that slides in from a side. */
export function SheetContent({ title, side = 'right', children }: SheetContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={overlayClasses} />
      <DialogPrimitive.Content
        aria-describedby={undefined}
        className={cn(
          'border-line bg-raised shadow-high data-[state=closed]:animate-out data-[state=open]:animate-in fixed inset-y-0 z-50 flex w-[min(22rem,88vw)] flex-col overflow-y-auto p-5 outline-none',
          side === 'right'
            ? 'data-[state=closed]:slide-out-to-right data-[state=open]:slide-in-from-right right-0 border-l'
            : 'data-[state=closed]:slide-out-to-left data-[state=open]:slide-in-from-left left-0 border-r',
        )}
      >
        <DialogPrimitive.Title className="pr-9 text-lg font-semibold tracking-tight">
          {title}
        </DialogPrimitive.Title>
        <div className="mt-4 flex-1">{children}</div>
        <DialogPrimitive.Close
          className={cn(buttonVariants({ variant: 'ghost', size: 'icon-small' }), 'absolute top-4 right-4')}
        >
          <X aria-hidden />
          <span className="sr-only">Close</span>
        </DialogPrimitive.Close>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
