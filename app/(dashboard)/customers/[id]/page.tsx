import { Coins, FileText, ShoppingCart } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AddCreditsDialog } from '@/components/customers/add-credits-dialog';
import { CreditFacts } from '@/components/customers/credit-facts';
import { CustomerFacts } from '@/components/customers/customer-facts';
import { CustomerMenu } from '@/components/customers/customer-menu';
import { CustomerHistory, customerTabs } from '@/components/customers/customer-tabs';
import { EditCustomerDialog } from '@/components/customers/edit-customer-dialog';
import { TopUpDialog } from '@/components/customers/top-up-dialog';
import { LinkTabs } from '@/components/data/link-tabs';
import { PageHeader } from '@/components/data/page-header';
import { StatusBadge } from '@/components/data/status-badge';
import { CreateHoldDialog } from '@/components/holds/create-hold-dialog';
import { LiveRefresh } from '@/components/live/live-refresh';
import { RecordPaymentDialog } from '@/components/payments/record-payment-dialog';
import { StartSessionDialog } from '@/components/sessions/start-session-dialog';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import { getCustomer } from '@/lib/operations/customers';
import { getSessionStatus } from '@/lib/operations/sessions';
import { getBalance } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { choice } from '@/lib/ui/search-params';

type Props = PageProps<'/customers/[id]'>;

export const metadata: Metadata = { title: 'Customer' };

const tabNames = {
  ledger: 'Ledger',
  orders: 'Orders',
  payments: 'Payments',
  usage: 'Usage',
  sessions: 'Sessions',
  holds: 'Holds',
  debits: 'Debits',
};

export default async function CustomerPage({ params, searchParams }: Props) {
  const { id } = await params;
  const search = await searchParams;
  const tab = choice(search, 'tab', customerTabs) ?? 'ledger';
  const [customer, balance, credits, { business }] = await Promise.all([
    query(getCustomer, { customer_id: id }),
    // Of its events none is shown: the tab reads its own.
    query(getBalance, { customer_id: id, limit: 1 }),
    query(getSessionStatus, { customer_id: id }),
    currentMember(),
  ]);
  const hasHistory = balance.wallets.some((wallet) => wallet.version > 0);
  const owes = !isZero(balance.owed);
  const isOpen = customer.status !== 'archived';
  const path = `/customers/${customer.id}`;
  const mayAddCredits = can(business.role, 'wallets:write') && isOpen;
  const mayRun = can(business.role, 'sessions:write') && isOpen;
  const usesCredits =
    credits.session !== null ||
    credits.last_session !== null ||
    balance.wallets.some((wallet) => wallet.kind === 'credits');
  const start = mayRun ? (
    <StartSessionDialog
      customer={{ id: customer.id, name: customer.name }}
      mayAddCredits={mayAddCredits}
      variant="secondary"
      size="small"
    />
  ) : null;
  const hold =
    can(business.role, 'holds:write') && isOpen ? (
      <CreateHoldDialog
        customer={{ id: customer.id, name: customer.name, currency: customer.currency }}
        variant="secondary"
        size="small"
      />
    ) : null;
  return (
    <div className="grid grid-cols-1 gap-6">
      <title>{`${customer.name} · Drawdown`}</title>
      <PageHeader
        live={
          <LiveRefresh
            topics={['wallets', 'customers', 'debits', 'orders', 'payments', 'usage', 'billing', 'sessions']}
          />
        }
        back={{ href: '/customers', label: 'Customers' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">{customer.name}</span>
            <StatusBadge status={customer.status} />
          </span>
        }
        actions={
          <>
            {can(business.role, 'customers:write') ? (
              <>
                <CustomerMenu customer={customer} hasHistory={hasHistory} />
                <EditCustomerDialog customer={customer} />
              </>
            ) : null}
            <Button asChild variant="secondary">
              <Link href={`${path}/statement`} prefetch={false}>
                <FileText aria-hidden />
                Statement
              </Link>
            </Button>
            {can(business.role, 'orders:write') && isOpen ? (
              <Button asChild variant="secondary">
                <Link href={`/sales/new?customer=${customer.id}`} prefetch={false}>
                  <ShoppingCart aria-hidden />
                  New sale
                </Link>
              </Button>
            ) : null}
            {can(business.role, 'payments:write') && isOpen ? (
              <RecordPaymentDialog
                customer={{ id: customer.id, name: customer.name, currency: customer.currency }}
                variant={owes ? 'primary' : 'secondary'}
              />
            ) : null}
            {can(business.role, 'wallets:write') && isOpen ? (
              <TopUpDialog customer={customer} variant={owes ? 'secondary' : 'primary'} />
            ) : null}
          </>
        }
      />
      {isOpen ? null : (
        <Alert title="This customer is archived">
          No debits, no top-ups, no sales, no payments, no usage, no sessions. The ledger stays for ever.
          Reactivate it from the menu at the top.
        </Alert>
      )}
      <CustomerFacts
        customer={customer}
        balance={balance}
        credits={
          usesCredits ? (
            <CreditFacts
              status={credits}
              mayStop={mayRun}
              start={start}
              add={
                mayAddCredits ? (
                  <AddCreditsDialog
                    customer={{ id: customer.id, name: customer.name }}
                    trigger={
                      <Button variant="secondary" size="small">
                        <Coins aria-hidden />
                        Add credits
                      </Button>
                    }
                  />
                ) : null
              }
            />
          ) : null
        }
      />
      <Card aria-label="History">
        <LinkTabs
          label="History"
          className="px-2 pt-1"
          tabs={customerTabs.map((name) => ({
            href: name === 'ledger' ? path : `${path}?tab=${name}`,
            label: tabNames[name],
            current: tab === name,
          }))}
        />
        <CustomerHistory tab={tab} id={customer.id} params={search} start={start} hold={hold} />
      </Card>
    </div>
  );
}
