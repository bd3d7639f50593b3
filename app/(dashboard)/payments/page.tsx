import { HandCoins, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { LiveRefresh } from '@/components/live/live-refresh';
import { paymentMethodFilter, paymentStatusFilter } from '@/components/payments/payment-filters';
import { PaymentTable } from '@/components/payments/payment-table';
import { ReceivePaymentDialog } from '@/components/payments/receive-payment-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { getCustomer } from '@/lib/operations/customers';
import { listPayments, paymentMethod } from '@/lib/operations/payments';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Payments' };

export default async function PaymentsPage({ searchParams }: PageProps<'/payments'>) {
  const params = await searchParams;
  const status = choice(params, 'status', ['received', 'reversed']);
  const method = choice(params, 'method', paymentMethod.options);
  const customerId = parameter(params, 'customer');
  const cursor = parameter(params, 'cursor');
  const [page, customer, { business }] = await Promise.all([
    query(listPayments, {
      limit: 25,
      ...(status ? { status } : {}),
      ...(method ? { method } : {}),
      ...(customerId ? { customer_id: customerId } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    customerId ? query(getCustomer, { customer_id: customerId }) : null,
    currentMember(),
  ]);
  const filtered = status !== undefined || method !== undefined || customer !== null;
  const mayRecord = can(business.role, 'payments:write');
  const payer = customer && customer.status !== 'archived' ? customer : null;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['payments', 'orders']} />}
        title="Payments"
        description="Money that came in, and which orders each part of it was put on."
        actions={
          mayRecord ? (
            <ReceivePaymentDialog
              customer={payer ? { id: payer.id, name: payer.name, currency: payer.currency } : null}
              defaultOpen={parameter(params, 'create') !== undefined}
            />
          ) : null
        }
      />
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap">
        <FilterBar filters={[paymentStatusFilter, paymentMethodFilter]} />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      <Card aria-label="List of payments">
        {page.data.length > 0 ? (
          <>
            <PaymentTable payments={page.data} />
            <Pagination links={pageLinks('/payments', params, page)} label="Pages of payments" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No payment matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/payments">Clear filters</Link>
              </Button>
            }
          >
            {customer
              ? `${customer.name} has no payment${status || method ? ' that fits these filters' : ' yet'}.`
              : 'No payment fits these filters.'}
          </EmptyState>
        ) : (
          <EmptyState icon={HandCoins} title="No payments yet">
            A payment goes on one order, or on the oldest first. What is more than is owed becomes prepaid
            balance. {mayRecord ? 'Record payment is at the top of the page.' : ''}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
