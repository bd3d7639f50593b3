import Link from 'next/link';
import type { ReactNode } from 'react';
import { TextLink } from '@/components/auth/text-link';
import { Logo } from '@/components/shell/logo';
import { SkipLink } from '@/components/shell/skip-link';
import { ThemeMenu } from '@/components/shell/theme-menu';

/** For whoever reads about the API or follows the `type` of an error, signed in or not. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-3xl flex-col px-5 py-5 sm:px-8">
      <SkipLink />
      <header className="flex items-center justify-between gap-4">
        <Link href="/" className="rounded-lg">
          <Logo />
        </Link>
        <div className="flex items-center gap-3 text-sm">
          <TextLink href="/docs/api">API</TextLink>
          <TextLink href="/docs/errors">Errors</TextLink>
          {/* A file, not a page: the router must not fetch it. */}
          <TextLink href="/api/openapi.json" prefetch={false} target="_blank" className="hidden sm:inline">
            OpenAPI
          </TextLink>
          <ThemeMenu />
        </div>
      </header>
      <main id="content" className="flex flex-1 flex-col gap-6 py-10">
        {children}
      </main>
    </div>
  );
}
