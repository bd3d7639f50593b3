'use client';

import { Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { cn } from '@/lib/ui/cn';
import type { Role } from '@/lib/ui/permissions';
import { isCurrent, navigationOf } from './navigation';

const tabClasses =
  'text-muted flex h-14 w-full flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium focus-visible:-outline-offset-2';

/** The main navigation of a phone, at the edge where the thumb is: what is used most, and the rest behind More. */
export function TabBar({ role }: { role: Role }) {
  const pathname = usePathname();
  const items = navigationOf(role).flatMap((group) => group.items);
  const rest = items.filter((item) => !item.tab);
  const isBehind = rest.some((item) => isCurrent(pathname, item.href));
  return (
    <nav
      aria-label="Main"
      className="border-line bg-surface/92 fixed inset-x-0 bottom-0 z-30 border-t pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {items
          .filter((item) => item.tab)
          .map(({ href, label, icon: Icon }) => {
            const current = isCurrent(pathname, href);
            return (
              <li key={href} className="min-w-0">
                <Link
                  href={href}
                  aria-current={current ? 'page' : undefined}
                  className={cn(tabClasses, current && 'text-accent-ink')}
                >
                  <Icon className="size-5" strokeWidth={current ? 2.25 : 1.75} aria-hidden />
                  {label}
                </Link>
              </li>
            );
          })}
        <li className="min-w-0">
          <DropdownMenu>
            <DropdownMenuTrigger className={cn(tabClasses, isBehind && 'text-accent-ink')}>
              <Ellipsis className="size-5" strokeWidth={isBehind ? 2.25 : 1.75} aria-hidden />
              More
            </DropdownMenuTrigger>
            <DropdownMenuContent side="top" align="end">
              {rest.map(({ href, label, icon: Icon }) => {
                const current = isCurrent(pathname, href);
                return (
                  <DropdownMenuItem key={href} asChild className={current ? 'text-accent-ink' : undefined}>
                    <Link href={href} aria-current={current ? 'page' : undefined} className="min-h-11">
                      <Icon aria-hidden />
                      {label}
                    </Link>
                  </DropdownMenuItem>
                );
              })}
            </DropdownMenuContent>
          </DropdownMenu>
        </li>
      </ul>
    </nav>
  );
}
