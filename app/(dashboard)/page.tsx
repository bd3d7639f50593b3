import { ListChecks, UserPlus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { QuietLink } from '@/components/data/quiet-link';
import { StatCard } from '@/components/data/stat-card';
import { Timestamp } from '@/components/data/timestamp';
import { LogTable } from '@/components/debits/log-table';
import { RunDebitsDialog } from '@/components/debits/run-debits-dialog';
import { ScheduleAlert } from '@/components/debits/schedule-alert';
import { LiveRefresh } from '@/components/live/live-refresh';
import { DebitsChart } from '@/components/overview/debits-chart';
import { DryNext } from '@/components/overview/dry-next';
import { OwedCard } from '@/components/overview/owed-card';
import { SessionsCard } from '@/components/overview/sessions-card';
import { UsageCard } from '@/components/overview/usage-card';
import { Button } from '@/components/ui/button';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { getDebitStatus } from '@/lib/operations/debits';
import { getOverdue } from '@/lib/operations/overdue';
import { getOverview } from '@/lib/operations/overview';
import { getSessionAnalytics, listSessions } from '@/lib/operations/sessions';
import { getUsageSummary } from '@/lib/operations/usage-summary';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { formatHours } from '@/lib/ui/duration';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const [overview, schedule, overdue, usage, running, sessions, { business }] = await Promise.all([
    query(getOverview),
    query(getDebitStatus),
    query(getOverdue, { limit: 4 }),
    query(getUsageSummary),
    query(listSessions, { status: 'active', limit: 4 }),
    query(getSessionAnalytics),
    currentMember(),
  ]);
  const { currency } = overview;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        live={
          <LiveRefresh
            topics={['wallets', 'debits', 'customers', 'orders', 'payments', 'usage', 'billing', 'sessions']}
          />
        }
        title="Overview"
        description={
          <>
            Next run <Timestamp value={schedule.next_run_at} />
          </>
        }
        actions={can(business.role, 'debits:run') ? <RunDebitsDialog /> : null}
      />
      <ScheduleAlert
        scheduler={schedule.scheduler}
        seenAt={schedule.scheduler_seen_at}
        missedHours={schedule.missed_hours}
        link
      />
      <div className="grid grid-cols-1 gap-2.5 min-[420px]:grid-cols-2 min-[420px]:gap-4 xl:grid-cols-4">
        <StatCard
          label="Customers"
          value={overview.customers.toLocaleString('en-US')}
          hint={
            <QuietLink href="/customers?status=active" className="relative">
              {overview.active_customers.toLocaleString('en-US')} active
            </QuietLink>
          }
          href="/customers"
        />
        <StatCard
          label="Sum of balances"
          value={<Amount value={overview.total_balance} currency={currency} quietDecimals />}
          hint="Across all prepaid wallets"
          href="/customers?sort=balance&direction=desc"
        />
        <StatCard
          label="Hourly burn"
          value={<Amount value={overview.hourly_burn} currency={currency} quietDecimals />}
          hint="If everyone can pay"
          href="/customers?status=active&sort=hourly&direction=desc"
        />
        <StatCard
          label="Runway"
          value={overview.runway_hours === null ? 'No burn' : formatHours(overview.runway_hours)}
          hint={
            overview.dry_customers > 0 ? (
              <QuietLink href="/customers?runway=0" className="text-danger relative">
                {overview.dry_customers} cannot pay the next
              </QuietLink>
            ) : (
              'All can pay the next hour'
            )
          }
          href="/customers?sort=runway&status=active"
        />
      </div>
      {overview.customers === 0 ? (
        <Card>
          <EmptyState
            icon={UserPlus}
            title="Create the first customer"
            action={
              can(business.role, 'customers:write') ? (
                <Button asChild>
                  <Link href="/customers?create=1">Create customer</Link>
                </Button>
              ) : undefined
            }
          >
            A customer has a prepaid balance and an hourly amount. Every full hour the amount is taken from
            the balance; you see it here as it happens.
          </EmptyState>
        </Card>
      ) : (
        <>
          <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
            <DebitsChart hours={overview.debits_by_hour} currency={currency} />
            <DryNext customers={overview.dry_next} />
          </div>
          <OwedCard overdue={overdue} />
          <SessionsCard
            running={overview.running_sessions}
            creditsPerMinute={overview.session_credits_per_minute}
            page={running}
            analytics={sessions}
          />
          <UsageCard summary={usage} />
          <Card aria-labelledby="recent-debits">
            <CardHeader>
              <CardTitle id="recent-debits">Recent debits</CardTitle>
              <Link
                href="/debits/logs"
                prefetch={false}
                className="text-muted hover:text-ink rounded text-sm"
              >
                See all
              </Link>
            </CardHeader>
            {overview.recent_logs.length === 0 ? (
              <EmptyState icon={ListChecks} title="No debit yet" level={3} className="py-8">
                The first run is at the next full hour. Run debits now to see one at once.
              </EmptyState>
            ) : (
              <LogTable caption="The most recent debit attempts" logs={overview.recent_logs} />
            )}
          </Card>
        </>
      )}
    </div>
  );
}
