import { BookOpen, ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import { CustomerFacts } from '@/components/customers/customer-facts';
import { CustomerMenu } from '@/components/customers/customer-menu';
import { EditCustomerDialog } from '@/components/customers/edit-customer-dialog';
import { LedgerTable } from '@/components/customers/ledger-table';
import { TopUpDialog } from '@/components/customers/top-up-dialog';
import { EmptyState } from '@/components/data/empty-state';
import { LinkTabs } from '@/components/data/link-tabs';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { StatusBadge } from '@/components/data/status-badge';
import { LogTable } from '@/components/debits/log-table';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { getCustomer } from '@/lib/operations/customers';
import { listDebitLogs } from '@/lib/operations/debits';
import { getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { choice, pageLinks, parameter, type SearchParams } from '@/lib/ui/search-params';

type Props = PageProps<'/customers/[id]'>;

export const metadata: Metadata = { title: 'Customer' };

interface TabProps {
  id: string;
  params: SearchParams;
}

async function LedgerTab({ id, params }: TabProps) {
  const cursor = parameter(params, 'cursor');
  const page = await query(listLedgerEntries, { customer_id: id, limit: 25, ...(cursor ? { cursor } : {}) });
  if (page.data.length === 0) {
    return (
      <EmptyState icon={BookOpen} title="The ledger is empty">
        The first top-up or debit writes the first entry. Entries are never changed or removed.
      </EmptyState>
    );
  }
  return (
    <>
      <LedgerTable entries={page.data} />
      <Pagination links={pageLinks(`/customers/${id}`, params, page)} label="Pages of the ledger" />
    </>
  );
}

async function DebitsTab({ id, params }: TabProps) {
  const cursor = parameter(params, 'cursor');
  const page = await query(listDebitLogs, { customer_id: id, limit: 25, ...(cursor ? { cursor } : {}) });
  if (page.data.length === 0) {
    return (
      <EmptyState icon={ListChecks} title="No debit was attempted yet">
        With an hourly amount, the next run at the full hour writes the first log.
      </EmptyState>
    );
  }
  return (
    <>
      <LogTable caption="Debits of this customer, newest first" logs={page.data} without="customer" />
      <Pagination links={pageLinks(`/customers/${id}`, params, page)} label="Pages of debits" />
    </>
  );
}

export default async function CustomerPage({ params, searchParams }: Props) {
  const { id } = await params;
  const search = await searchParams;
  const tab = choice(search, 'tab', ['ledger', 'debits']) ?? 'ledger';
  const [customer, balance, { business }] = await Promise.all([
    query(getCustomer, { customer_id: id }),
    query(getBalance, { customer_id: id }),
    currentMember(),
  ]);
  const hasHistory = balance.wallets.some((wallet) => wallet.version > 0);
  const path = `/customers/${customer.id}`;
  return (
    <div className="grid grid-cols-1 gap-6">
      <title>{`${customer.name} · Drawdown`}</title>
      <PageHeader
        live={<LiveRefresh topics={['wallets', 'customers', 'debits']} />}
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
            {can(business.role, 'wallets:write') && customer.status !== 'archived' ? (
              <TopUpDialog customer={customer} />
            ) : null}
          </>
        }
      />
      {customer.status === 'archived' ? (
        <Alert title="This customer is archived">
          No debits, no top-ups. The ledger stays for ever. Reactivate it from the menu at the top.
        </Alert>
      ) : null}
      <CustomerFacts customer={customer} />
      <Card aria-label="History">
        <LinkTabs
          label="History"
          className="px-2 pt-1"
          tabs={[
            { href: path, label: 'Ledger', current: tab === 'ledger' },
            { href: `${path}?tab=debits`, label: 'Debits', current: tab === 'debits' },
          ]}
        />
        {tab === 'ledger' ? (
          <LedgerTab id={customer.id} params={search} />
        ) : (
          <DebitsTab id={customer.id} params={search} />
        )}
      </Card>
    </div>
  );
}
