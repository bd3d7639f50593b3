import { BookOpen } from 'lucide-react';
import type { Metadata } from 'next';
import { LedgerTable } from '@/components/customers/ledger-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { CaptureHoldDialog } from '@/components/holds/capture-hold-dialog';
import { HoldBadge } from '@/components/holds/hold-badge';
import { HoldFacts } from '@/components/holds/hold-facts';
import { ReleaseHoldButton } from '@/components/holds/release-hold-button';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getHold } from '@/lib/operations/holds';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Hold' };

export default async function HoldPage({ params }: PageProps<'/holds/[id]'>) {
  const { id } = await params;
  const [hold, { business }] = await Promise.all([query(getHold, { hold_id: id }), currentMember()]);
  const isActive = hold.status === 'active';
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        live={<LiveRefresh topics={['wallets', 'customers']} />}
        back={{ href: '/holds', label: 'Holds' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">Hold of {hold.customer_name}</span>
            <HoldBadge status={hold.status} />
          </span>
        }
        description={hold.description}
        actions={
          isActive && can(business.role, 'holds:write') ? (
            <>
              <ReleaseHoldButton hold={hold} />
              <CaptureHoldDialog hold={hold} />
            </>
          ) : null
        }
      />
      <HoldFacts hold={hold} />
      <Card aria-labelledby="captures">
        <CardHeader>
          <div>
            <CardTitle id="captures">Captures</CardTitle>
            <CardDescription>
              What was taken of it, as it stands in the ledger. Setting aside and giving back move no balance.
            </CardDescription>
          </div>
        </CardHeader>
        {hold.captures.length > 0 ? (
          <LedgerTable entries={hold.captures} without="cause" />
        ) : (
          <EmptyState icon={BookOpen} title="Nothing was captured" level={3}>
            {isActive
              ? 'Each capture writes one entry, and it stands here.'
              : 'All of it went back, so the ledger did not move.'}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
