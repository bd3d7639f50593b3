import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { CommandPalette } from '@/components/shell/command-palette';
import { Header } from '@/components/shell/header';
import { Sidebar } from '@/components/shell/sidebar';
import { SkipLink } from '@/components/shell/skip-link';
import { TabBar } from '@/components/shell/tab-bar';
import { getMe } from '@/lib/operations/account';
import { query } from '@/lib/pages/query';
import { businessCookie, currentBusiness } from '@/lib/ui/current-business';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const account = await query(getMe);
  const current = currentBusiness(account.businesses, (await cookies()).get(businessCookie)?.value);
  if (!current) redirect('/businesses/new');
  const businesses = account.businesses;
  return (
    <CommandPalette businesses={businesses} current={current}>
      <SkipLink />
      <div className="md:grid md:grid-cols-[4rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Sidebar businesses={businesses} current={current} />
        <div className="min-w-0">
          <Header businesses={businesses} current={current} email={account.user?.email ?? ''} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl px-4 pt-6 pb-28 outline-none md:px-8 md:pt-8 md:pb-16"
          >
            {children}
          </main>
        </div>
      </div>
      <TabBar />
    </CommandPalette>
  );
}
