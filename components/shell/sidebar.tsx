'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Tooltip } from '@/components/ui/tooltip';
import { cn } from '@/lib/ui/cn';
import type { ShellBusiness } from './business-switcher';
import { BusinessSwitcher } from './business-switcher';
import { LogoMark } from './logo';
import { isCurrent, navigationOf, type NavigationItem } from './navigation';

function SidebarLink({ item, current }: { item: NavigationItem; current: boolean }) {
  const Icon = item.icon;
  const link = (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'text-ink-soft hover:bg-hover hover:text-ink flex h-9.5 items-center gap-3 rounded-lg text-sm font-medium transition-colors max-lg:w-9.5 max-lg:justify-center lg:px-2.5',
        'aria-[current=page]:bg-hover aria-[current=page]:text-ink',
      )}
    >
      <Icon className={cn('size-4.5 shrink-0', current ? 'text-accent-ink' : 'text-muted')} aria-hidden />
      <span className="max-lg:sr-only">{item.label}</span>
    </Link>
  );
  return (
    <li>
      <div className="hidden lg:block">{link}</div>
      <div className="lg:hidden">
        <Tooltip content={item.label} side="right">
          {link}
        </Tooltip>
      </div>
    </li>
  );
}

/** The way around: a full column on a desktop, a rail of icons on a tablet. Phones have the tab bar. */
export function Sidebar({
  businesses,
  current,
}: {
  businesses: readonly ShellBusiness[];
  current: ShellBusiness;
}) {
  const pathname = usePathname();
  return (
    <aside className="border-line bg-canvas sticky top-0 hidden h-dvh flex-col gap-5 border-r px-3 py-3.5 md:flex md:w-16 md:items-center lg:w-60 lg:items-stretch">
      <div className="lg:hidden">
        <LogoMark className="mt-0.5" />
      </div>
      <div className="hidden lg:block">
        <BusinessSwitcher businesses={businesses} current={current} />
      </div>
      <nav
        aria-label="Main"
        className="-mx-1 grid [scrollbar-width:none] content-start gap-4 overflow-y-auto px-1"
      >
        {navigationOf(current.role).map(({ label, items }) => (
          <div key={items[0]?.href}>
            {label === null ? null : (
              <p id={`group-${label}`} className="text-muted px-2.5 pb-1 text-xs max-lg:sr-only">
                {label}
              </p>
            )}
            <ul aria-labelledby={label === null ? undefined : `group-${label}`} className="grid gap-0.5">
              {items.map((item) => (
                <SidebarLink key={item.href} item={item} current={isCurrent(pathname, item.href)} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <p className="text-muted mt-auto hidden items-center gap-2 px-2.5 pb-1 text-xs lg:flex">
        <LogoMark className="size-4" />
        Drawdown
      </p>
    </aside>
  );
}
