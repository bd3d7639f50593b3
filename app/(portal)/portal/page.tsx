import { HomeAside } from '@/components/portal/home-aside';
import { SessionPanel } from '@/components/portal/session-panel';
import { getProfile } from '@/lib/operations/account';
import { getSessionStatus } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { currentCustomer } from '@/lib/ui/current-customer';

export default async function PortalPage() {
  const { self, customer } = await currentCustomer();
  const [status, { customers }] = await Promise.all([query(getSessionStatus, self), query(getProfile)]);
  const profile = customers.find(({ customer_id }) => customer_id === self.customer_id);
  const businessName = customer.business.name;
  return (
    <>
      <h1 className="sr-only">Your credits at {businessName}</h1>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] lg:gap-5">
        <SessionPanel
          // Of another business everything is other.
          key={self.customer_id}
          status={status}
          self={self}
          businessName={businessName}
          isArchived={profile?.status === 'archived'}
        />
        {profile ? <HomeAside profile={profile} /> : null}
      </div>
    </>
  );
}
