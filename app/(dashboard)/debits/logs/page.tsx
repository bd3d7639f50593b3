import { ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { DebitsTabs } from '@/components/debits/debits-tabs';
import { LogTable } from '@/components/debits/log-table';
import { logStatusFilter } from '@/components/debits/status-filter';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Timestamp } from '@/components/data/timestamp';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { getCustomer } from '@/lib/operations/customers';
import { listDebitLogs } from '@/lib/operations/debits';
import { query } from '@/lib/pages/query';
import { choice, pageLinks, parameter, withParameters } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Debit logs' };

/** The hour of an address, where it is one. */
function hourOf(value: string | undefined): string | undefined {
  const moment = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

export default async function DebitLogsPage({ searchParams }: PageProps<'/debits/logs'>) {
  const params = await searchParams;
  const status = choice(params, 'status', ['success', 'failed']);
  const customerId = parameter(params, 'customer');
  const hour = hourOf(parameter(params, 'hour'));
  const since = hourOf(parameter(params, 'since'));
  const cursor = parameter(params, 'cursor');
  const [page, customer] = await Promise.all([
    query(listDebitLogs, {
      limit: 50,
      ...(status ? { status } : {}),
      ...(customerId ? { customer_id: customerId } : {}),
      ...(hour ? { period_start: hour } : {}),
      ...(since ? { period_from: since } : {}),
      ...(cursor ? { cursor } : {}),
    }),
    customerId ? query(getCustomer, { customer_id: customerId }) : null,
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['debits']} />}
        title="Debits"
        description="Each attempt at each hour of each customer, newest first."
      />
      <DebitsTabs current="logs" />
      <div className="flex flex-col gap-2 sm:flex-row">
        <FilterBar filters={[logStatusFilter]} />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      {hour || since ? (
        <p className="text-ink-soft flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span>
            {hour ? 'Of' : 'From'} the hour of <Timestamp value={hour ?? since ?? ''} format="hour" />
            {hour ? '' : ' on'}
          </span>
          <Link
            href={withParameters('/debits/logs', params, {
              hour: null,
              since: null,
              cursor: null,
              trail: null,
            })}
            className="underline underline-offset-4"
          >
            All hours
          </Link>
        </p>
      ) : null}
      <Card aria-label="Logs">
        {page.data.length > 0 ? (
          <>
            <LogTable caption="Debit logs, newest first" logs={page.data} />
            <Pagination links={pageLinks('/debits/logs', params, page)} label="Pages of logs" />
          </>
        ) : status || customerId || hour || since ? (
          <EmptyState
            icon={ListChecks}
            title="No log matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/debits/logs">Clear filters</Link>
              </Button>
            }
          >
            {status === 'failed'
              ? 'No attempt has failed here.'
              : 'No attempt was made that fits these filters.'}
          </EmptyState>
        ) : (
          <EmptyState icon={ListChecks} title="No debit was attempted yet">
            Each attempt leaves a log: the amount, the balance before and after, and why it failed if it did.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
