import { ListChecks } from 'lucide-react';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/data/empty-state';
import { LinkTabs } from '@/components/data/link-tabs';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { LogTable } from '@/components/debits/log-table';
import { RunSummary } from '@/components/debits/run-summary';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { getDebitRun, listDebitLogs } from '@/lib/operations/debits';
import { query } from '@/lib/pages/query';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Debit run' };

export default async function DebitRunPage({ params, searchParams }: PageProps<'/debits/runs/[id]'>) {
  const { id } = await params;
  const search = await searchParams;
  const status = choice(search, 'status', ['success', 'failed']);
  const cursor = parameter(search, 'cursor');
  const [run, logs] = await Promise.all([
    query(getDebitRun, { run_id: id }),
    query(listDebitLogs, {
      run_id: id,
      limit: 50,
      ...(status ? { status } : {}),
      ...(cursor ? { cursor } : {}),
    }),
  ]);
  const path = `/debits/runs/${run.id}`;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        live={<LiveRefresh topics={['debits']} />}
        back={{ href: '/debits', label: 'Debits' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              Run for <Timestamp value={run.period_start} format="hour" />
            </span>
            <StatusBadge status={run.status} />
          </span>
        }
      />
      {run.trigger === 'catch_up' ? (
        <Alert title="This hour was made up for later">
          No run was made when the hour began. Each customer paid for it once, from the balance at the time of
          the run.
        </Alert>
      ) : null}
      <RunSummary run={run} />
      <Card aria-label="Customers of the run">
        <LinkTabs
          label="Result"
          className="px-2 pt-1"
          tabs={[
            { href: path, label: 'All', current: status === undefined },
            {
              href: `${path}?status=success`,
              label: `Debited (${run.succeeded})`,
              current: status === 'success',
            },
            { href: `${path}?status=failed`, label: `Failed (${run.failed})`, current: status === 'failed' },
          ]}
        />
        {logs.data.length > 0 ? (
          <>
            <LogTable caption="Customers of this run" logs={logs.data} without="hour" />
            <Pagination links={pageLinks(path, search, logs)} label="Pages of customers" />
          </>
        ) : (
          <EmptyState
            icon={ListChecks}
            title={status === 'failed' ? 'No attempt failed' : 'No customer here'}
          >
            {run.due === 0
              ? 'Nobody was due: no active customer had an hourly amount to pay.'
              : status === 'failed'
                ? 'Every customer of this run could pay.'
                : 'The run has not come to its first customer yet.'}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
