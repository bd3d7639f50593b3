import { CalendarDays, Plus, ReceiptText, SearchX, X } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { LiveRefresh } from '@/components/live/live-refresh';
import { ageFilter, orderInput, orderQuestion } from '@/components/orders/order-address';
import { orderStatusFilter } from '@/components/orders/order-status';
import { OrderTable } from '@/components/orders/order-table';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { getCustomer } from '@/lib/operations/customers';
import { listOrders } from '@/lib/operations/orders';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { utcDate } from '@/lib/ui/utc';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter, withParameters } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Orders' };

const nothingWith: Record<string, string> = {
  open: 'No order is open: everything is paid or cancelled.',
  overdue: 'No order is overdue.',
  paid: 'No order is paid in full yet.',
  cancelled: 'No order was cancelled.',
};

export default async function OrdersPage({ searchParams }: PageProps<'/orders'>) {
  const params = await searchParams;
  const question = orderQuestion(params);
  const { search, status, age, date, customer: customerId } = question;
  const cursor = parameter(params, 'cursor');
  const [page, customer, { business }] = await Promise.all([
    query(listOrders, {
      limit: 25,
      ...orderInput(question),
      ...(cursor ? { cursor } : {}),
    }),
    customerId ? query(getCustomer, { customer_id: customerId }) : null,
    currentMember(),
  ]);
  const filtered = Object.keys(question).length > 0;
  const newSale = can(business.role, 'orders:write') ? (
    <Button asChild>
      <Link href={customer ? `/sales/new?customer=${customer.id}` : '/sales/new'}>
        <Plus aria-hidden />
        New sale
      </Link>
    </Button>
  ) : null;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={date === undefined ? <LiveRefresh topics={['orders', 'payments', 'customers']} /> : null}
        title="Orders"
        description={
          date === undefined
            ? 'Every sale, what was paid on it, and what is still owed.'
            : `What was owed at the end of ${utcDate(date)}, in UTC, with each order as it then was.`
        }
        actions={newSale}
      />
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap">
        <div className="sm:flex-1 sm:basis-120">
          <FilterBar
            search={{ label: 'Search orders', placeholder: 'Number or customer' }}
            filters={[orderStatusFilter, ageFilter(age)]}
          />
        </div>
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
        {date === undefined ? null : (
          <Button asChild variant="secondary" className="h-10 w-fit max-w-full">
            <Link
              href={withParameters('/orders', params, { as_of: null, cursor: null, trail: null })}
              scroll={false}
            >
              <CalendarDays aria-hidden />
              <span className="truncate">{utcDate(date)}</span>
              <X aria-hidden />
              <span className="sr-only">Show how things stand now</span>
            </Link>
          </Button>
        )}
      </div>
      <Card aria-label="List of orders">
        {page.data.length > 0 ? (
          <>
            <OrderTable orders={page.data} />
            <Pagination links={pageLinks('/orders', params, page)} label="Pages of orders" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No order matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/orders">Clear filters</Link>
              </Button>
            }
          >
            {age || date
              ? 'No order of this age fits these filters.'
              : search
                ? `No number is “${search}”, and no customer’s name holds it${status ? ', with this status' : ''}.`
                : customer
                  ? `${customer.name} has no order${status ? ' with this status' : ' yet'}.`
                  : (nothingWith[status ?? ''] ?? 'No order fits these filters.')}
          </EmptyState>
        ) : (
          <EmptyState icon={ReceiptText} title="No orders yet" action={newSale}>
            A sale makes an order: several products at once, on credit, from the balance or paid at once. What
            is owed on it is counted here until it is paid.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
