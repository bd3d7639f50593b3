'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      mobileOffset={{ bottom: '5rem' }}
      toastOptions={{
        classNames: {
          toast: 'rounded-xl! border-line! bg-raised! text-ink! shadow-high! font-sans!',
          description: 'text-muted!',
          actionButton: 'bg-accent! text-on-accent!',
        },
      }}
    />
  );
}
