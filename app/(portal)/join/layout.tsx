import type { ReactNode } from 'react';
import { LogoMark } from '@/components/shell/logo';
import { ThemeMenu } from '@/components/shell/theme-menu';

export default function JoinLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-[radial-gradient(48rem_30rem_at_50%_-8rem,var(--accent-soft),transparent)] px-4 py-4 sm:px-8">
      <header className="flex justify-end">
        <ThemeMenu />
      </header>
      <main className="mx-auto flex w-full max-w-4xl flex-1 flex-col justify-center py-6">{children}</main>
      <footer className="text-muted flex items-center justify-center gap-2 py-3 text-xs">
        <LogoMark className="size-4" />
        Credits kept by Drawdown
      </footer>
    </div>
  );
}
