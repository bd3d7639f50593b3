import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { LiveBusiness } from '@/components/live/live-business';
import { PortalHeader } from '@/components/portal/portal-header';
import { SandboxBanner } from '@/components/sandbox/sandbox-banner';
import { SkipLink } from '@/components/shell/skip-link';
import { currentCustomer } from '@/lib/ui/current-customer';

export async function generateMetadata(): Promise<Metadata> {
  const { customer } = await currentCustomer();
  const { name } = customer.business;
  return { title: { default: name, template: `%s · ${name}` }, description: `Your account at ${name}.` };
}

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { customer, customers, self } = await currentCustomer();
  return (
    <div className="min-h-dvh bg-[radial-gradient(48rem_26rem_at_50%_-6rem,var(--accent-soft),transparent)]">
      <SkipLink />
      <PortalHeader customers={customers} current={customer} />
      {customer.business.is_sandbox ? (
        <SandboxBanner clock={customer.business.test_clock_at} canAdvance={false} />
      ) : null}
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl px-3 pt-5 pb-28 outline-none sm:px-6 sm:pt-8 md:pb-16"
      >
        <LiveBusiness businessId={self.business_id} customerId={self.customer_id}>
          {children}
        </LiveBusiness>
      </main>
    </div>
  );
}
