import Link from 'next/link';
import type { ReactNode } from 'react';
import { FallingBalance } from '@/components/auth/falling-balance';
import { SessionFromFragment } from '@/components/auth/session-from-fragment';
import { Logo } from '@/components/shell/logo';
import { ThemeMenu } from '@/components/shell/theme-menu';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col px-5 py-5 sm:px-10">
        <header className="flex items-center justify-between">
          <Link href="/sign-in" className="rounded-lg">
            <Logo />
          </Link>
          <ThemeMenu />
        </header>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-10">
          <SessionFromFragment />
          {children}
        </main>
      </div>
      <FallingBalance />
    </div>
  );
}
