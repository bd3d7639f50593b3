import { WalletCards } from 'lucide-react';
import type { Metadata } from 'next';
import { LedgerTable } from '@/components/customers/ledger-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { StatusBadge } from '@/components/data/status-badge';
import { LiveRefresh } from '@/components/live/live-refresh';
import { AllocationTable } from '@/components/payments/allocation-table';
import { PaymentFacts } from '@/components/payments/payment-facts';
import { ReversePaymentDialog } from '@/components/payments/reverse-payment-dialog';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getPayment } from '@/lib/operations/payments';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Payment' };

export default async function PaymentPage({ params }: PageProps<'/payments/[id]'>) {
  const { id } = await params;
  const [payment, { business }] = await Promise.all([query(getPayment, { payment_id: id }), currentMember()]);
  return (
    <div className="grid grid-cols-1 gap-6">
      <title>{`Payment of ${payment.customer_name} · Drawdown`}</title>
      <PageHeader
        live={<LiveRefresh topics={['payments', 'orders']} />}
        back={{ href: '/payments', label: 'Payments' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 wrap-anywhere">Payment of {payment.customer_name}</span>
            <StatusBadge status={payment.status} />
          </span>
        }
        actions={
          can(business.role, 'payments:write') && payment.status === 'received' ? (
            <ReversePaymentDialog payment={payment} />
          ) : null
        }
      />
      <PaymentFacts payment={payment} />
      <Card aria-labelledby="allocations">
        <CardHeader>
          <div>
            <CardTitle id="allocations">On orders</CardTitle>
            <CardDescription>
              Rows are only added: what is taken off an order again is negative.
            </CardDescription>
          </div>
        </CardHeader>
        {payment.allocations.length > 0 ? (
          <AllocationTable payment={payment} />
        ) : (
          <EmptyState icon={WalletCards} title="On no order" level={3} className="py-8">
            Nothing was owed when it came, so all of it became prepaid balance.
          </EmptyState>
        )}
      </Card>
      <Card aria-labelledby="ledger">
        <CardHeader>
          <div>
            <CardTitle id="ledger">Ledger</CardTitle>
            <CardDescription>Every entry that this payment caused. None is ever changed.</CardDescription>
          </div>
        </CardHeader>
        <LedgerTable entries={payment.entries} />
      </Card>
    </div>
  );
}
