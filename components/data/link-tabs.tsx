import Link from 'next/link';
import { tabClasses, tabListClasses } from '@/components/ui/tab-classes';
import { cn } from '@/lib/ui/cn';

export interface LinkTab {
  href: string;
  label: string;
  current: boolean;
}

/** Tabs that are pages: they have an address, open in a new window and survive a reload. */
export function LinkTabs({
  tabs,
  label,
  className,
}: {
  tabs: readonly LinkTab[];
  label: string;
  className?: string;
}) {
  return (
    <nav aria-label={label} className={cn(tabListClasses, className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          prefetch={false}
          scroll={false}
          aria-current={tab.current ? 'page' : undefined}
          className={tabClasses}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
