import { ReceiptText, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { BillingTabs } from '@/components/billing/billing-tabs';
import { ChargeTable } from '@/components/billing/charge-table';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { listUsageCharges } from '@/lib/operations/billing';
import { getCustomer } from '@/lib/operations/customers';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Charges for usage' };

export default async function ChargesPage({ searchParams }: PageProps<'/billing/charges'>) {
  const params = await searchParams;
  const customerId = parameter(params, 'customer');
  const cursor = parameter(params, 'cursor');
  const [page, customer] = await Promise.all([
    query(listUsageCharges, {
      limit: 50,
      ...(customerId ? { customer_id: customerId } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    customerId ? query(getCustomer, { customer_id: customerId }) : null,
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['billing']} />}
        title="Billing"
        description="One charge for each customer and service or product of a run, and one ledger entry each."
      />
      <BillingTabs current="charges" />
      <div role="search" aria-label="Filter the list">
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      <Card aria-label="List of charges">
        {page.data.length > 0 ? (
          <>
            <ChargeTable caption="Charges for usage, newest first" charges={page.data} />
            <Pagination links={pageLinks('/billing/charges', params, page)} label="Pages of charges" />
          </>
        ) : customer ? (
          <EmptyState
            icon={SearchX}
            title="No charge matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/billing/charges">Clear filters</Link>
              </Button>
            }
          >
            {customer.name} has paid for no usage yet.
          </EmptyState>
        ) : (
          <EmptyState icon={ReceiptText} title="No charge yet">
            The first run after something was used makes the first charge.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
