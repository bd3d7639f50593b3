'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/lib/ui/cn';
import { isPortalPage, portalPages } from './navigation';

/** At the edge where the thumb is on a phone; on a wider screen a row in the header. One list for both. */
export function PortalNavigation() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Portal"
      className={cn(
        'border-line bg-surface/92 fixed inset-x-0 bottom-0 z-30 border-t pb-[env(safe-area-inset-bottom)] backdrop-blur',
        'md:static md:border-0 md:bg-transparent md:pb-0 md:backdrop-blur-none',
      )}
    >
      <ul className="mx-auto grid max-w-lg auto-cols-fr grid-flow-col md:flex md:gap-1">
        {portalPages.map(({ href, label, icon: Icon }) => {
          const current = isPortalPage(pathname, href);
          return (
            <li key={href} className="min-w-0">
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'text-muted hover:text-ink flex h-15 flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium transition-colors focus-visible:-outline-offset-2',
                  'md:h-9 md:flex-row md:gap-2 md:rounded-full md:px-3.5 md:text-sm',
                  current && 'text-accent-ink hover:text-accent-ink md:bg-accent-soft',
                )}
              >
                <Icon className="size-5 md:size-4" strokeWidth={current ? 2.25 : 1.75} aria-hidden />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
