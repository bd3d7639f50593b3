import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '@/components/shell/providers';
import { cn } from '@/lib/ui/cn';
import './globals.css';

// Shipped with the app (SIL Open Font License, see fonts/OFL.txt): the pages need no other network than our own.
const geist = localFont({
  src: './fonts/geist-latin.woff2',
  variable: '--font-geist',
  weight: '100 900',
  adjustFontFallback: false,
});
const geistExtended = localFont({
  src: './fonts/geist-latin-ext.woff2',
  variable: '--font-geist-extended',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
});
const geistMono = localFont({
  src: './fonts/geist-mono-latin.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: 'Drawdown', template: '%s · Drawdown' },
  description: 'Prepaid balances, hourly debits and a ledger that proves itself.',
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f9fb' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0d10' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading it makes every page one of its request: what is made at build time has no nonce, and its scripts not run.
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    // The theme script sets the class before React looks, so the two may differ here.
    <html
      lang="en"
      suppressHydrationWarning
      className={cn(geist.variable, geistExtended.variable, geistMono.variable)}
    >
      <body className="min-h-dvh antialiased">
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
