import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '@/components/data/page-header';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { EventTable } from '@/components/usage/event-table';
import { FirstEvent } from '@/components/usage/first-event';
import { HeldCard } from '@/components/usage/held-card';
import { MeterTable } from '@/components/usage/meter-table';
import { PeriodPicker } from '@/components/usage/period-picker';
import { readUsageSummary } from '@/components/usage/read-summary';
import { TopCustomers } from '@/components/usage/top-customers';
import { periodOf } from '@/components/usage/usage-address';
import { UsageChart } from '@/components/usage/usage-chart';
import { UsageTabs } from '@/components/usage/usage-tabs';
import { UsageTotals } from '@/components/usage/usage-totals';
import { env } from '@/lib/env';
import { listCustomers } from '@/lib/operations/customers';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { listUnbilledUsage } from '@/lib/operations/usage-summary';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Usage' };

/** For a business that has never recorded anything. */
async function NoUsage() {
  const [customers, { business }] = await Promise.all([
    query(listCustomers, { limit: 1, sort: 'created', direction: 'asc' }),
    currentMember(),
  ]);
  const customer = customers.data[0];
  return (
    <FirstEvent
      appUrl={env().APP_URL}
      customer={customer ? { id: customer.id, name: customer.name } : null}
      mayMakeKeys={can(business.role, 'keys:write')}
      mayMakeCustomers={can(business.role, 'customers:write')}
    />
  );
}

export default async function UsagePage({ searchParams }: PageProps<'/usage'>) {
  const params = await searchParams;
  const period = periodOf(params);
  const [summary, held, latest] = await Promise.all([
    readUsageSummary(period),
    query(listUnbilledUsage, { held: 'true', limit: 50 }),
    query(listUsageEvents, { limit: 8 }),
  ]);
  const header = (
    <PageHeader
      live={<LiveRefresh topics={['usage', 'billing', 'wallets', 'customers']} />}
      title="Usage"
      description="What customers used, what it costs, and what of it is billed."
    />
  );
  if (latest.data.length === 0) {
    return (
      <div className="grid grid-cols-1 gap-5">
        {header}
        <NoUsage />
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      {header}
      <UsageTabs current="summary" />
      <PeriodPicker
        path="/usage"
        params={params}
        period={period}
        from={summary.from_day}
        to={summary.to_day}
      />
      <UsageTotals summary={summary} />
      <HeldCard lines={held.data} hasMore={held.has_more} />
      <UsageChart summary={summary} />
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_22rem] xl:items-start">
        <MeterTable summary={summary} />
        <TopCustomers summary={summary} />
      </div>
      <Card aria-labelledby="latest-events">
        <CardHeader>
          <CardTitle id="latest-events">Latest events</CardTitle>
          <Link href="/usage/events" prefetch={false} className="text-muted hover:text-ink rounded text-sm">
            See all
          </Link>
        </CardHeader>
        <EventTable caption="The latest events" events={latest.data} />
      </Card>
    </div>
  );
}
