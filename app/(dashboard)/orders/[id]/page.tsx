import { BookOpen, HandCoins } from 'lucide-react';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { LedgerTable } from '@/components/customers/ledger-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { StatusBadge } from '@/components/data/status-badge';
import { LiveRefresh } from '@/components/live/live-refresh';
import { CancelOrderDialog } from '@/components/orders/cancel-order-dialog';
import { OrderCancellations } from '@/components/orders/order-cancellations';
import { OrderFacts } from '@/components/orders/order-facts';
import { OrderLines } from '@/components/orders/order-lines';
import { OrderPayments } from '@/components/orders/order-payments';
import { orderBadge } from '@/components/orders/order-status';
import { RecordPaymentDialog } from '@/components/payments/record-payment-dialog';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getOrder } from '@/lib/operations/orders';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Order' };

function Section({
  id,
  title,
  description,
  children,
}: {
  id: string;
  title: string;
  description?: string;
  children: ReactNode;
}) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader>
        <div>
          <CardTitle id={id}>{title}</CardTitle>
          {description ? <CardDescription>{description}</CardDescription> : null}
        </div>
      </CardHeader>
      {children}
    </Card>
  );
}

export default async function OrderPage({ params }: PageProps<'/orders/[id]'>) {
  const { id } = await params;
  const [order, { business }] = await Promise.all([query(getOrder, { order_id: id }), currentMember()]);
  const isOpen = order.status === 'open';
  return (
    <div className="grid grid-cols-1 gap-6">
      <title>{`Order ${order.number} · Drawdown`}</title>
      <PageHeader
        live={<LiveRefresh topics={['orders', 'payments', 'customers']} />}
        back={{ href: '/orders', label: 'Orders' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="tabular">Order {order.number}</span>
            <StatusBadge status={orderBadge(order)} />
          </span>
        }
        actions={
          <>
            {can(business.role, 'orders:write') && order.status !== 'cancelled' ? (
              <CancelOrderDialog order={order} />
            ) : null}
            {can(business.role, 'payments:write') && isOpen ? (
              <RecordPaymentDialog
                customer={{ id: order.customer_id, name: order.customer_name, currency: order.currency }}
                order={{ id: order.id, number: order.number, outstanding: order.outstanding }}
              />
            ) : null}
          </>
        }
      />
      <OrderFacts order={order} />
      <Section id="lines" title="Lines" description="At the prices of the sale.">
        <OrderLines order={order} />
      </Section>
      <Section
        id="payments"
        title="Payments"
        description="What was put on this order, and taken off it again."
      >
        {order.allocations.length > 0 ? (
          <OrderPayments order={order} />
        ) : (
          <EmptyState icon={HandCoins} title="Nothing is paid yet" level={3} className="py-8">
            {isOpen
              ? 'A payment on this order, or one of the customer spread over the oldest orders, shows here.'
              : 'Nothing was ever paid on this order.'}
          </EmptyState>
        )}
      </Section>
      {order.cancellations.length > 0 ? (
        <Section id="cancellations" title="Cancellations">
          <OrderCancellations order={order} />
        </Section>
      ) : null}
      <Section
        id="ledger"
        title="Ledger"
        description="Every entry that this order caused. None is ever changed."
      >
        {order.entries.length > 0 ? (
          <LedgerTable entries={order.entries} />
        ) : (
          <EmptyState icon={BookOpen} title="No entry" level={3} className="py-8">
            An order of nothing but free products moves no money.
          </EmptyState>
        )}
      </Section>
    </div>
  );
}
