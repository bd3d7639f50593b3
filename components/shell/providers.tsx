'use client';

import { ThemeProvider } from 'next-themes';
import { useState, type ReactNode } from 'react';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';

declare global {
  /** Where the dialogs of Radix look for the nonce of the style that stops the page behind them from scrolling. */
  var __webpack_nonce__: string | undefined;
}

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  // The nonce the page came with: a refresh is another answer with another nonce, which counts for nothing here.
  const [first] = useState(() => {
    if (typeof window !== 'undefined') globalThis.__webpack_nonce__ = nonce;
    return nonce;
  });
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={first}
    >
      <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
      <Toaster />
    </ThemeProvider>
  );
}
