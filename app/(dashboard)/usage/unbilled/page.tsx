import { CircleCheck, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { BillNowDialog } from '@/components/billing/bill-now-dialog';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { heldFilter } from '@/components/usage/event-filters';
import { UnbilledTable } from '@/components/usage/unbilled-table';
import { UsageTabs } from '@/components/usage/usage-tabs';
import { getCustomer } from '@/lib/operations/customers';
import { listUnbilledUsage } from '@/lib/operations/usage-summary';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Unbilled usage' };

export default async function UnbilledUsagePage({ searchParams }: PageProps<'/usage/unbilled'>) {
  const params = await searchParams;
  const held = choice(params, 'held', ['true', 'false']);
  const customerId = parameter(params, 'customer');
  const cursor = parameter(params, 'cursor');
  const [page, customer, { business }] = await Promise.all([
    query(listUnbilledUsage, {
      limit: 50,
      ...(held ? { held } : {}),
      ...(customerId ? { customer_id: customerId } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    customerId ? query(getCustomer, { customer_id: customerId }) : null,
    currentMember(),
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['usage', 'billing', 'wallets', 'customers']} />}
        title="Usage"
        description="Recorded, and not in the ledger yet: by customer and what was used."
        actions={can(business.role, 'billing:run') ? <BillNowDialog /> : null}
      />
      <UsageTabs current="unbilled" />
      <div className="flex flex-col gap-2 sm:flex-row">
        <FilterBar filters={[heldFilter]} />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      <Card aria-label="Unbilled usage">
        {page.data.length > 0 ? (
          <>
            <UnbilledTable caption="Unbilled usage" lines={page.data} />
            <Pagination links={pageLinks('/usage/unbilled', params, page)} label="Pages of unbilled usage" />
          </>
        ) : customer ? (
          <EmptyState
            icon={SearchX}
            title="Nothing matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/usage/unbilled">Clear filters</Link>
              </Button>
            }
          >
            {customer.name} has no usage {held === 'true' ? 'that is held' : 'that is not billed yet'}.
          </EmptyState>
        ) : (
          <EmptyState icon={CircleCheck} title={held === 'true' ? 'Nothing is held' : 'Everything is billed'}>
            {held === 'true'
              ? 'Every wallet can bear its usage. What one cannot bear is held and stands here with the reason.'
              : 'What is recorded stands here until the next run bills it, within a minute.'}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
