import { Timer } from 'lucide-react';
import type { Metadata } from 'next';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { DebitsTabs } from '@/components/debits/debits-tabs';
import { RunDebitsDialog } from '@/components/debits/run-debits-dialog';
import { RunTable } from '@/components/debits/run-table';
import { ScheduleAlert } from '@/components/debits/schedule-alert';
import { ScheduleStrip } from '@/components/debits/schedule-strip';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { getDebitStatus, listDebitRuns } from '@/lib/operations/debits';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Debits' };

export default async function DebitsPage({ searchParams }: PageProps<'/debits'>) {
  const params = await searchParams;
  const cursor = parameter(params, 'cursor');
  const [status, runs, { business }] = await Promise.all([
    query(getDebitStatus),
    query(listDebitRuns, { limit: 25, ...(cursor ? { cursor } : {}) }),
    currentMember(),
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['debits']} />}
        title="Debits"
        description="Every full hour, each active customer pays the hourly amount, once."
        actions={
          can(business.role, 'debits:run') ? (
            <RunDebitsDialog defaultOpen={parameter(params, 'run') !== undefined} />
          ) : null
        }
      />
      <ScheduleAlert
        scheduler={status.scheduler}
        seenAt={status.scheduler_seen_at}
        missedHours={status.missed_hours}
      />
      <ScheduleStrip status={status} />
      <DebitsTabs current="runs" />
      <Card aria-label="Runs">
        {runs.data.length === 0 ? (
          <EmptyState icon={Timer} title="No run yet">
            A run is made at each full hour, and whenever you run debits by hand. It lists every customer it
            debited and every one that could not pay.
          </EmptyState>
        ) : (
          <>
            <RunTable runs={runs.data} />
            <Pagination links={pageLinks('/debits', params, runs)} label="Pages of runs" />
          </>
        )}
      </Card>
    </div>
  );
}
