import { FileUp, SearchX, UsersRound } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CreateCustomerDialog } from '@/components/customers/create-customer-dialog';
import { customerSorts, CustomerTable, defaultDirection } from '@/components/customers/customer-table';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { listCustomers } from '@/lib/operations/customers';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Customers' };

const statusFilter = {
  name: 'status',
  label: 'Status',
  none: 'current',
  options: [
    { value: 'current', label: 'Active and paused' },
    { value: 'active', label: 'Active' },
    { value: 'inactive', label: 'Paused' },
    { value: 'archived', label: 'Archived' },
    { value: 'all', label: 'All' },
  ],
};

const runwayFilter = {
  name: 'runway',
  label: 'Runway',
  none: 'any',
  options: [
    { value: 'any', label: 'Any runway' },
    { value: '0', label: 'Cannot pay the next hour' },
    { value: '24', label: 'A day or less' },
    { value: '72', label: 'Three days or less' },
  ],
};

export default async function CustomersPage({ searchParams }: PageProps<'/customers'>) {
  const params = await searchParams;
  const search = parameter(params, 'search');
  const status = choice(params, 'status', ['active', 'inactive', 'archived', 'all']);
  const runway = choice(params, 'runway', ['0', '24', '72']);
  const sort = choice(params, 'sort', customerSorts) ?? 'created';
  const direction = choice(params, 'direction', ['asc', 'desc']) ?? defaultDirection(sort);
  const cursor = parameter(params, 'cursor');
  const [page, { business }] = await Promise.all([
    query(listCustomers, {
      sort,
      direction,
      limit: 25,
      ...(search ? { search } : {}),
      ...(status ? { status } : {}),
      ...(runway ? { max_runway_hours: Number(runway) } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    currentMember(),
  ]);
  const filtered = search !== undefined || status !== undefined || runway !== undefined;
  const mayCreate = can(business.role, 'customers:write');
  const create = (
    <CreateCustomerDialog
      currency={business.currency}
      defaultOpen={parameter(params, 'create') !== undefined}
    />
  );
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['customers', 'wallets', 'orders', 'payments']} />}
        title="Customers"
        description="Everyone who holds a prepaid balance with you or owes on orders."
        actions={
          mayCreate ? (
            <>
              <Button asChild variant="secondary">
                <Link href="/customers/import">
                  <FileUp aria-hidden />
                  Import
                </Link>
              </Button>
              {create}
            </>
          ) : null
        }
      />
      <FilterBar
        search={{ label: 'Search customers', placeholder: 'Name, email or your own id' }}
        filters={[statusFilter, runwayFilter]}
      />
      <Card aria-label="List of customers">
        {page.data.length > 0 ? (
          <>
            <CustomerTable customers={page.data} params={params} sort={sort} direction={direction} />
            <Pagination links={pageLinks('/customers', params, page)} label="Pages of customers" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No customer matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/customers">Clear filters</Link>
              </Button>
            }
          >
            {runway
              ? 'Nobody runs dry so soon.'
              : search
                ? `Nothing in name, email or id holds “${search}”${status ? ' with this status' : ''}.`
                : 'Nobody has this status.'}
          </EmptyState>
        ) : (
          <EmptyState icon={UsersRound} title="No customers yet">
            Create one with an opening balance and an amount per hour. At each full hour the amount is taken,
            a debit log is written, and the balance here falls.{' '}
            {mayCreate ? 'Create customer is at the top of the page.' : ''}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
