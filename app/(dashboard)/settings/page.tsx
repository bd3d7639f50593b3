import type { Metadata } from 'next';
import { BusinessForm } from '@/components/settings/business-form';
import { CopyButton } from '@/components/ui/copy-button';
import { getBusiness } from '@/lib/operations/business';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Settings' };

export default async function BusinessSettingsPage() {
  const [business, { business: membership }] = await Promise.all([query(getBusiness), currentMember()]);
  return (
    <div className="grid gap-4">
      {/* The key makes the fields anew when another business is chosen. */}
      <BusinessForm key={business.id} business={business} mayEdit={can(membership.role, 'business:write')} />
      <p className="text-muted flex flex-wrap items-center gap-1 text-sm">
        Business id <code className="text-ink-soft font-mono text-xs break-all">{business.id}</code>
        <CopyButton text={business.id} what="business id" className="-my-1.5" />
      </p>
    </div>
  );
}
