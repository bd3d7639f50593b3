import { LockKeyhole, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { CreateHoldDialog } from '@/components/holds/create-hold-dialog';
import { holdInput, holdQuestion, holdStatusFilter } from '@/components/holds/hold-address';
import { HoldTable } from '@/components/holds/hold-table';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { getCustomer } from '@/lib/operations/customers';
import { listHolds } from '@/lib/operations/holds';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Holds' };

export default async function HoldsPage({ searchParams }: PageProps<'/holds'>) {
  const params = await searchParams;
  const question = holdQuestion(params);
  const cursor = parameter(params, 'cursor');
  const [page, customer, { business }] = await Promise.all([
    query(listHolds, { limit: 50, ...holdInput(question), ...(cursor ? { cursor } : {}) }),
    question.customer ? query(getCustomer, { customer_id: question.customer }) : null,
    currentMember(),
  ]);
  const filtered = Object.keys(question).length > 0;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['wallets', 'customers']} />}
        title="Holds"
        description="Amounts set aside while work is in flight. Nothing else spends them until they are captured, released, or their time is up."
        actions={
          can(business.role, 'holds:write') ? (
            <CreateHoldDialog
              {...(customer && customer.status !== 'archived'
                ? { customer: { id: customer.id, name: customer.name, currency: customer.currency } }
                : {})}
              defaultOpen={parameter(params, 'create') !== undefined}
            />
          ) : null
        }
      />
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap">
        <FilterBar filters={[holdStatusFilter]} />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      <Card aria-label="List of holds">
        {page.data.length > 0 ? (
          <>
            <HoldTable caption="Holds, newest first" page={page} />
            <Pagination links={pageLinks('/holds', params, page)} label="Pages of holds" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No hold matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/holds">Clear filters</Link>
              </Button>
            }
          >
            {customer
              ? `${customer.name} has no hold that fits these filters.`
              : 'No hold fits these filters.'}
          </EmptyState>
        ) : (
          <EmptyState icon={LockKeyhole} title="No hold yet">
            A program that must not overspend puts an amount on hold before it begins, and captures what the
            work came to. Each hold stands here, with what was taken of it.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
