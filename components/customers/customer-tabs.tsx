import { BookOpen, HandCoins, ListChecks, ReceiptText } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { Pagination } from '@/components/data/pagination';
import { QuietLink } from '@/components/data/quiet-link';
import { LogTable } from '@/components/debits/log-table';
import { orderStatusFilter } from '@/components/orders/order-status';
import { OrderTable } from '@/components/orders/order-table';
import { PaymentTable } from '@/components/payments/payment-table';
import { listDebitLogs } from '@/lib/operations/debits';
import { listOrders } from '@/lib/operations/orders';
import { listPayments } from '@/lib/operations/payments';
import { listLedgerEntries, walletKind } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { choice, pageLinks, parameter, type SearchParams } from '@/lib/ui/search-params';
import { HoldsTab } from './holds-tab';
import { LedgerTable } from './ledger-table';
import { SessionsTab } from './sessions-tab';
import { UsageTab } from './usage-tab';
import { walletFilter } from './wallet-filter';

export const customerTabs = ['ledger', 'orders', 'payments', 'usage', 'sessions', 'holds', 'debits'] as const;
export type CustomerTab = (typeof customerTabs)[number];

export interface TabProps {
  id: string;
  params: SearchParams;
  /** The control that starts a session, for whoever may. */
  start: ReactNode;
  /** The control that makes a hold, for whoever may. */
  hold: ReactNode;
}

const pageOf = (id: string, params: SearchParams) => {
  const cursor = parameter(params, 'cursor');
  return { customer_id: id, limit: 25, ...(cursor ? { cursor } : {}) };
};

function Filters({ children }: { children: ReactNode }) {
  return <div className="border-line border-b px-4 py-3 sm:px-5">{children}</div>;
}

const noEntries = {
  prepaid: {
    title: 'No entry on the prepaid balance',
    words:
      'The first top-up or debit writes the first entry. Entries are never changed or removed. Orders on credit and credits stand in wallets of their own.',
  },
  receivable: {
    title: 'Nothing was ever owed',
    words: 'The first order on credit writes the first entry. What is owed is the sum of them.',
  },
  credits: {
    title: 'No credits yet',
    words:
      'The first credits that are bought or given write the first entry. What sessions burn stands here too.',
  },
} as const;

async function LedgerTab({ id, params }: TabProps) {
  const wallet = choice(params, 'wallet', walletKind.options) ?? 'prepaid';
  const page = await query(listLedgerEntries, { ...pageOf(id, params), wallet });
  return (
    <>
      <Filters>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <FilterBar filters={[walletFilter]} />
          <QuietLink href={`/customers/${id}/balance`} className="text-sm">
            Balance as of a date
          </QuietLink>
        </div>
      </Filters>
      {page.data.length > 0 ? (
        <LedgerTable entries={page.data} without="wallet" />
      ) : (
        <EmptyState icon={BookOpen} title={noEntries[wallet].title}>
          {noEntries[wallet].words}
        </EmptyState>
      )}
      <Pagination links={pageLinks(`/customers/${id}`, params, page)} label="Pages of the ledger" />
    </>
  );
}

async function OrdersTab({ id, params }: TabProps) {
  const status = choice(params, 'status', ['open', 'overdue', 'paid', 'cancelled']);
  const page = await query(listOrders, { ...pageOf(id, params), ...(status ? { status } : {}) });
  if (page.data.length === 0 && !status) {
    return (
      <EmptyState icon={ReceiptText} title="No orders yet">
        A sale to this customer makes the first one. What is owed on it counts here until it is paid.
      </EmptyState>
    );
  }
  return (
    <>
      <Filters>
        <FilterBar filters={[orderStatusFilter]} />
      </Filters>
      {page.data.length > 0 ? (
        <OrderTable caption="Orders of this customer, newest first" orders={page.data} without="customer" />
      ) : (
        <EmptyState icon={ReceiptText} title="No order matches">
          No order of this customer has this status.
        </EmptyState>
      )}
      <Pagination links={pageLinks(`/customers/${id}`, params, page)} label="Pages of orders" />
    </>
  );
}

async function PaymentsTab({ id, params }: TabProps) {
  const page = await query(listPayments, pageOf(id, params));
  if (page.data.length === 0) {
    return (
      <EmptyState icon={HandCoins} title="No payments yet">
        A payment goes on one order, or on the oldest first. What is more than is owed becomes prepaid
        balance.
      </EmptyState>
    );
  }
  return (
    <>
      <PaymentTable
        caption="Payments of this customer, newest first"
        payments={page.data}
        without="customer"
      />
      <Pagination links={pageLinks(`/customers/${id}`, params, page)} label="Pages of payments" />
    </>
  );
}

async function DebitsTab({ id, params }: TabProps) {
  const page = await query(listDebitLogs, pageOf(id, params));
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

const tabs = {
  ledger: LedgerTab,
  orders: OrdersTab,
  payments: PaymentsTab,
  usage: UsageTab,
  sessions: SessionsTab,
  holds: HoldsTab,
  debits: DebitsTab,
};

/** The rows behind the figures of a customer: of one tab, a page at a time. */
export function CustomerHistory({ tab, ...props }: TabProps & { tab: CustomerTab }) {
  const Tab = tabs[tab];
  return <Tab {...props} />;
}
