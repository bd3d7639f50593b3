'use client';

import { X } from 'lucide-react';
import { Dialog as DialogPrimitive } from 'radix-ui';
import { useRef, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';
import { buttonVariants } from './button';

export const Dialog = DialogPrimitive.Root;
export const DialogTrigger = DialogPrimitive.Trigger;
export const DialogClose = DialogPrimitive.Close;

export const overlayClasses =
  'fixed inset-0 z-50 bg-shade backdrop-blur-[2px] data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0';

export interface DialogContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, 'title'> {
  title: ReactNode;
  description?: ReactNode;
}

/**
 * Gives the focus back to what had it before. Radix does so only for a dialog with a trigger of its own, and not
 * for one that a key, a menu or an address opened.
 */
export function useFocusReturn(): Required<Pick<DialogContentProps, 'onOpenAutoFocus' | 'onCloseAutoFocus'>> {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      // What is chosen in a menu goes away with it; the button of the menu stays.
      const menu = document.activeElement?.closest('[role="menu"]');
      before.current = menu
        ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
        : document.activeElement;
    },
    onCloseAutoFocus: (event) => {
      const target = before.current;
      if (!(target instanceof HTMLElement) || target === document.body || !target.isConnected) return;
      event.preventDefault();
      target.focus();
    },
  };
}

/** On a phone it rises from the bottom edge, where the thumb is; on a wider screen it stands in the middle. */
export function DialogContent({ title, description, children, className, ...props }: DialogContentProps) {
  const focus = useFocusReturn();
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={overlayClasses} />
      <DialogPrimitive.Content
        className={cn(
          'border-line bg-raised shadow-high fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto rounded-t-2xl border p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] outline-none',
          'data-[state=closed]:animate-out data-[state=closed]:slide-out-to-bottom-8 data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:slide-in-from-bottom-8 data-[state=open]:fade-in-0',
          'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:p-6',
          'sm:data-[state=closed]:slide-out-to-bottom-2 sm:data-[state=open]:slide-in-from-bottom-2',
          className,
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...focus}
        {...props}
      >
        <div className="pr-9">
          <DialogPrimitive.Title className="text-ink text-lg font-semibold tracking-tight">
            {title}
          </DialogPrimitive.Title>
          {description ? (
            <DialogPrimitive.Description className="text-muted mt-1 text-sm">
              {description}
            </DialogPrimitive.Description>
          ) : null}
        </div>
        <div className="mt-5">{children}</div>
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

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      className={cn('mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end', className)}
      {...props}
    />
  );
}
