import { ReceiptText } from 'lucide-react';
import type { Metadata } from 'next';
import { Amount } from '@/components/data/amount';
import { EmptyState } from '@/components/data/empty-state';
import { LinkTabs } from '@/components/data/link-tabs';
import { Pagination } from '@/components/data/pagination';
import { OrderList } from '@/components/portal/order-list';
import { PortalCard } from '@/components/portal/portal-card';
import { PortalHeading } from '@/components/portal/portal-heading';
import { PortalRefresh } from '@/components/portal/portal-live';
import { isZero } from '@/lib/money/format';
import { listOrders } from '@/lib/operations/orders';
import { getBalance } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { currentCustomer } from '@/lib/ui/current-customer';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Orders' };

export default async function OrdersPage({ searchParams }: PageProps<'/portal/orders'>) {
  const params = await searchParams;
  const { self, customer } = await currentCustomer();
  const showsAll = choice(params, 'show', ['all']) === 'all';
  const cursor = parameter(params, 'cursor');
  const [balance, page] = await Promise.all([
    query(getBalance, { ...self, limit: 1 }),
    query(listOrders, {
      ...self,
      limit: 20,
      ...(showsAll ? {} : { status: 'open' as const }),
      ...(cursor ? { cursor } : {}),
    }),
  ]);
  const { name } = customer.business;
  return (
    <div className="mx-auto grid max-w-3xl gap-4">
      <PortalRefresh />
      <PortalHeading title="Orders">
        {isZero(balance.owed) ? (
          'You owe nothing.'
        ) : (
          <>
            You owe{' '}
            <Amount value={balance.owed} currency={balance.currency} className="text-ink font-medium" />. Pay
            it the way {name} takes payments; what you paid shows here.
          </>
        )}
      </PortalHeading>
      <PortalCard aria-label="Your orders">
        <LinkTabs
          label="Which orders"
          className="px-2 pt-1 sm:px-4"
          tabs={[
            { href: '/portal/orders', label: 'Owed', current: !showsAll },
            { href: '/portal/orders?show=all', label: 'All', current: showsAll },
          ]}
        />
        {page.data.length > 0 ? (
          <>
            <OrderList orders={page.data} />
            <Pagination links={pageLinks('/portal/orders', params, page)} label="Pages of orders" />
          </>
        ) : (
          <EmptyState icon={ReceiptText} title={showsAll ? 'No orders yet' : 'Nothing is owed'}>
            {showsAll
              ? `What you order from ${name} is listed here.`
              : 'An order that is not paid yet stands here, with the day until when it is due.'}
          </EmptyState>
        )}
      </PortalCard>
    </div>
  );
}
