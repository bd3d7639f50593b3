import type { Metadata } from 'next';
import { PageHeader } from '@/components/data/page-header';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Backlog } from '@/components/status/backlog';
import { JobTable } from '@/components/status/job-table';
import { LookAgain } from '@/components/status/look-again';
import { SchedulerAlert } from '@/components/status/scheduler-alert';
import { StatusStrip } from '@/components/status/status-strip';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getStatus } from '@/lib/operations/status';
import { query } from '@/lib/pages/query';

export const metadata: Metadata = { title: 'Status' };

export default async function StatusPage() {
  const status = await query(getStatus);
  return (
    <div className="grid grid-cols-1 gap-5">
      <LookAgain seconds={30} />
      <PageHeader
        live={<LiveRefresh topics={['debits', 'billing', 'sessions']} />}
        title="Status"
        description="Whether what runs by itself does run, and what of this business waits for it."
      />
      <SchedulerAlert status={status} />
      <StatusStrip status={status} />
      <section aria-labelledby="backlog" className="grid grid-cols-1 gap-3">
        <h2 id="backlog" className="text-ink text-[0.9375rem] font-semibold">
          What waits
        </h2>
        <Backlog status={status} />
      </section>
      <Card aria-labelledby="jobs">
        <CardHeader>
          <div>
            <CardTitle id="jobs">Jobs</CardTitle>
            <CardDescription>Of the whole installation, the same for every business.</CardDescription>
          </div>
        </CardHeader>
        <JobTable jobs={status.jobs} now={status.database_time} />
      </Card>
    </div>
  );
}
