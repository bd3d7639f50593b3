import type { ReactNode } from 'react';
import { PageHeader } from '@/components/data/page-header';
import { SettingsTabs } from '@/components/settings/settings-tabs';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader title="Settings" />
      <SettingsTabs />
      {children}
    </div>
  );
}
