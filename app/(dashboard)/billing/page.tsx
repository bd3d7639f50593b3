import { Cog } from 'lucide-react';
import type { Metadata } from 'next';
import { BillNowDialog } from '@/components/billing/bill-now-dialog';
import { BillingAlert } from '@/components/billing/billing-alert';
import { BillingRunTable } from '@/components/billing/billing-run-table';
import { BillingStrip } from '@/components/billing/billing-strip';
import { BillingTabs } from '@/components/billing/billing-tabs';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { getBillingStatus, listBillingRuns } from '@/lib/operations/billing';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Billing' };

export default async function BillingPage({ searchParams }: PageProps<'/billing'>) {
  const params = await searchParams;
  const cursor = parameter(params, 'cursor');
  const [status, runs, { business }] = await Promise.all([
    query(getBillingStatus),
    query(listBillingRuns, { limit: 25, ...(cursor ? { cursor } : {}) }),
    currentMember(),
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['billing', 'usage']} />}
        title="Billing"
        description="Every minute, what was used is taken from the balances, each event once."
        actions={
          can(business.role, 'billing:run') ? (
            <BillNowDialog defaultOpen={parameter(params, 'run') !== undefined} />
          ) : null
        }
      />
      <BillingAlert status={status} />
      <BillingStrip status={status} />
      <BillingTabs current="runs" />
      <Card aria-label="Runs">
        {runs.data.length === 0 ? (
          <EmptyState icon={Cog} title="No run yet">
            A run is made in the minute after something was used, and whenever you bill by hand. It lists
            every charge it made, with the ledger entry and the events of each.
          </EmptyState>
        ) : (
          <>
            <BillingRunTable runs={runs.data} />
            <Pagination links={pageLinks('/billing', params, runs)} label="Pages of runs" />
          </>
        )}
      </Card>
    </div>
  );
}
