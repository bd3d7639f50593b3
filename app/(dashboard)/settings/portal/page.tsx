import type { Metadata } from 'next';
import { JoinLink } from '@/components/settings/join-link';
import { PortalForm } from '@/components/settings/portal-form';
import { env } from '@/lib/env';
import { getBusiness } from '@/lib/operations/business';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Portal settings' };

export default async function PortalSettingsPage() {
  const [business, { business: membership }] = await Promise.all([query(getBusiness), currentMember()]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <JoinLink
        link={new URL(`/join/${business.slug}`, env().APP_URL).toString()}
        isOpen={business.join_enabled}
      />
      {/* The key makes the fields anew when another business is chosen. */}
      <PortalForm key={business.id} business={business} mayEdit={can(membership.role, 'business:write')} />
    </div>
  );
}
