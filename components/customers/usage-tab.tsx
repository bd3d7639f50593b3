import { Activity } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { Pagination } from '@/components/data/pagination';
import { usageStatusFilter } from '@/components/usage/event-filters';
import { EventTable } from '@/components/usage/event-table';
import { PeriodPicker } from '@/components/usage/period-picker';
import { readUsageSummary } from '@/components/usage/read-summary';
import { UnbilledTable } from '@/components/usage/unbilled-table';
import { periodOf } from '@/components/usage/usage-address';
import { UsageChart } from '@/components/usage/usage-chart';
import { usageStatus } from '@/lib/operations/usage';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { listUnbilledUsage } from '@/lib/operations/usage-summary';
import { query } from '@/lib/pages/query';
import { choice, pageLinks, parameter } from '@/lib/ui/search-params';
import type { TabProps } from './customer-tabs';

/** What a customer used: by day, what of it is not billed and why, and event by event. */
export async function UsageTab({ id, params }: TabProps) {
  const status = choice(params, 'status', usageStatus.options);
  const cursor = parameter(params, 'cursor');
  const period = periodOf(params);
  const [summary, unbilled, events] = await Promise.all([
    readUsageSummary(period, id),
    query(listUnbilledUsage, { customer_id: id, limit: 25 }),
    query(listUsageEvents, {
      customer_id: id,
      limit: 25,
      ...(status ? { status } : {}),
      ...(cursor ? { cursor } : {}),
    }),
  ]);
  if (events.data.length === 0 && !status) {
    return (
      <EmptyState
        icon={Activity}
        title="No usage yet"
        action={
          <Link href="/usage" className="text-accent-ink rounded text-sm font-medium hover:underline">
            How to send the first event
          </Link>
        }
      >
        Each event that a program reports of this customer stands here, with what it cost and whether it is
        billed.
      </EmptyState>
    );
  }
  const path = `/customers/${id}`;
  return (
    <>
      <div className="grid grid-cols-1 gap-4 p-4 sm:p-5">
        <PeriodPicker
          path={path}
          params={params}
          period={period}
          from={summary.from_day}
          to={summary.to_day}
        />
        <UsageChart summary={summary} customerId={id} className="shadow-none" />
      </div>
      {unbilled.data.length > 0 ? (
        <section aria-labelledby="unbilled" className="border-line border-t">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-2 sm:px-5">
            <h2 id="unbilled" className="text-[0.9375rem] font-semibold">
              Not billed yet
            </h2>
            {unbilled.has_more ? (
              <Link
                href={`/usage/unbilled?customer=${id}`}
                prefetch={false}
                className="text-muted hover:text-ink rounded text-sm"
              >
                See all
              </Link>
            ) : null}
          </div>
          <UnbilledTable
            caption="Usage of this customer that is not billed yet"
            lines={unbilled.data}
            without="customer"
          />
        </section>
      ) : null}
      <section aria-labelledby="events" className="border-line border-t">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
          <h2 id="events" className="text-[0.9375rem] font-semibold">
            Events
          </h2>
          <FilterBar filters={[usageStatusFilter]} />
        </div>
        {events.data.length > 0 ? (
          <EventTable
            caption="Usage of this customer, newest first"
            events={events.data}
            without="customer"
          />
        ) : (
          <EmptyState icon={Activity} title="No event matches" level={3}>
            No event of this customer has this status.
          </EmptyState>
        )}
        <Pagination links={pageLinks(path, params, events)} label="Pages of events" />
      </section>
    </>
  );
}
