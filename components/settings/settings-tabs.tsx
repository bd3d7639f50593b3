'use client';

import { usePathname } from 'next/navigation';
import { LinkTabs } from '@/components/data/link-tabs';
import { settingsPages } from '@/components/shell/navigation';

export function SettingsTabs() {
  const pathname = usePathname();
  return (
    <LinkTabs
      label="Settings"
      tabs={settingsPages.map(({ href, label }) => ({ href, label, current: pathname === href }))}
    />
  );
}
