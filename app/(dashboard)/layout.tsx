import type { ReactNode } from 'react';
import { LiveBusiness } from '@/components/live/live-business';
import { SandboxBanner } from '@/components/sandbox/sandbox-banner';
import { CommandPalette } from '@/components/shell/command-palette';
import { Header } from '@/components/shell/header';
import { Sidebar } from '@/components/shell/sidebar';
import { SkipLink } from '@/components/shell/skip-link';
import { TabBar } from '@/components/shell/tab-bar';
import { readAccount } from '@/lib/pages/identity';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { email, businesses, business } = await currentMember();
  const { customers } = await readAccount();
  return (
    <CommandPalette businesses={businesses} current={business}>
      <SkipLink />
      <div className="md:grid md:grid-cols-[4rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Sidebar businesses={businesses} current={business} />
        <div className="min-w-0">
          <Header
            businesses={businesses}
            current={business}
            email={email}
            isCustomer={customers.length > 0}
          />
          {business.is_sandbox ? (
            <SandboxBanner
              key={business.id}
              clock={business.test_clock_at}
              canAdvance={can(business.role, 'business:write')}
            />
          ) : null}
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl px-4 pt-6 pb-28 outline-none md:px-8 md:pt-8 md:pb-16"
          >
            <LiveBusiness businessId={business.id}>{children}</LiveBusiness>
          </main>
        </div>
      </div>
      <TabBar role={business.role} />
    </CommandPalette>
  );
}
