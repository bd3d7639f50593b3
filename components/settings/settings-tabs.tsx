'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { LinkTabs } from '@/components/data/link-tabs';
import { isCurrent, settingsPages } from '@/components/shell/navigation';

export function SettingsTabs() {
  const pathname = usePathname();
  const frame = useRef<HTMLDivElement>(null);

  // On a phone there are more tabs than fit: the one that is shown is brought into sight.
  useEffect(() => {
    const tabs = frame.current?.querySelector('nav');
    const current = tabs?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!tabs || !current) return;
    const margin = (tabs.clientWidth - current.offsetWidth) / 2;
    tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - margin;
  }, [pathname]);

  return (
    <div ref={frame} className="min-w-0">
      <LinkTabs
        label="Settings"
        tabs={settingsPages.map(({ href, label }) => ({
          href,
          label,
          current: href === '/settings' ? pathname === href : isCurrent(pathname, href),
        }))}
      />
    </div>
  );
}
