import { Radio } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { readSessionAnalytics } from '@/components/sessions/read-analytics';
import { RunningTable } from '@/components/sessions/running-table';
import { SessionTable } from '@/components/sessions/session-table';
import { SessionTotals } from '@/components/sessions/session-totals';
import { SessionsChart } from '@/components/sessions/sessions-chart';
import { SessionsTabs } from '@/components/sessions/sessions-tabs';
import { StartSessionDialog } from '@/components/sessions/start-session-dialog';
import { TopSessions } from '@/components/sessions/top-sessions';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { PeriodPicker } from '@/components/usage/period-picker';
import { periodOf } from '@/components/usage/usage-address';
import { formatAmount } from '@/lib/money/format';
import { listSessions } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';
import { counted } from '@/lib/ui/words';

export const metadata: Metadata = { title: 'Sessions' };

export default async function SessionsPage({ searchParams }: PageProps<'/sessions'>) {
  const params = await searchParams;
  const period = periodOf(params);
  const cursor = parameter(params, 'cursor');
  const [running, latest, analytics, { business }] = await Promise.all([
    query(listSessions, { status: 'active', limit: 50, ...(cursor ? { cursor } : {}) }),
    query(listSessions, { status: 'ended', limit: 8 }),
    readSessionAnalytics(period),
    currentMember(),
  ]);
  const mayStart = can(business.role, 'sessions:write');
  const start = mayStart ? (
    <StartSessionDialog
      mayAddCredits={can(business.role, 'wallets:write')}
      defaultOpen={parameter(params, 'start') !== undefined}
    />
  ) : null;
  const isFirst = running.data.length === 0 && latest.data.length === 0;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['sessions', 'wallets', 'customers', 'settings']} />}
        title="Sessions"
        description="Credits that run down by the second, and stop by themselves at zero."
        actions={start}
      />
      <SessionsTabs current="live" />
      <Card aria-labelledby="running">
        <CardHeader>
          <div>
            <CardTitle id="running">Running now</CardTitle>
            <CardDescription>
              {analytics.running === 0
                ? 'Nobody’s credits are running down.'
                : `${counted(analytics.running, 'session')}, together ${formatAmount(analytics.credits_per_minute, 'credit')} a minute`}
            </CardDescription>
          </div>
        </CardHeader>
        {running.data.length > 0 ? (
          <>
            <RunningTable page={running} mayStop={mayStart} />
            <Pagination links={pageLinks('/sessions', params, running)} label="Pages of running sessions" />
          </>
        ) : (
          <EmptyState icon={Radio} title={isFirst ? 'No session yet' : 'No session is running'} level={3}>
            {isFirst
              ? 'A customer with at least one credit can start one in their portal, a program over the API, and you here. What it uses is worked out from its start, to the second.'
              : 'As soon as one starts it shows here, with its credits running down.'}
          </EmptyState>
        )}
      </Card>
      {isFirst ? null : (
        <>
          <PeriodPicker
            path="/sessions"
            params={params}
            period={period}
            from={analytics.from_day}
            to={analytics.to_day}
          />
          <SessionTotals analytics={analytics} />
          <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start">
            <SessionsChart analytics={analytics} />
            <TopSessions analytics={analytics} />
          </div>
          <Card aria-labelledby="latest-sessions">
            <CardHeader>
              <CardTitle id="latest-sessions">Latest that ended</CardTitle>
              <Link
                href="/sessions/history"
                prefetch={false}
                className="text-muted hover:text-ink rounded text-sm"
              >
                See all
              </Link>
            </CardHeader>
            {latest.data.length > 0 ? (
              <SessionTable caption="The latest sessions that ended" page={latest} />
            ) : (
              <p className="text-muted px-4 pb-5 text-sm sm:px-5">No session has ended yet.</p>
            )}
          </Card>
        </>
      )}
    </div>
  );
}
