import { Activity, Download, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { DatesForm } from '@/components/usage/dates-form';
import { meterFilter, usageStatusFilter } from '@/components/usage/event-filters';
import { EventTable } from '@/components/usage/event-table';
import { eventFile, eventInput, eventQuestion } from '@/components/usage/usage-address';
import { UsageTabs } from '@/components/usage/usage-tabs';
import { getCustomer } from '@/lib/operations/customers';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { getUsageSummary } from '@/lib/operations/usage-summary';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Usage events' };

export default async function UsageEventsPage({ searchParams }: PageProps<'/usage/events'>) {
  const params = await searchParams;
  const question = eventQuestion(params);
  const cursor = parameter(params, 'cursor');
  const [page, customer, summary, { business }] = await Promise.all([
    query(listUsageEvents, { limit: 50, ...eventInput(question), ...(cursor ? { cursor } : {}) }),
    question.customer ? query(getCustomer, { customer_id: question.customer }) : null,
    query(getUsageSummary),
    currentMember(),
  ]);
  const filtered = Object.keys(question).length > 0;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['usage', 'billing']} />}
        title="Usage"
        description="Each event as it was recorded, newest first. None ever changes."
        actions={
          page.data.length > 0 ? (
            <Button asChild variant="secondary">
              <a href={eventFile(business.id, question)} download>
                <Download aria-hidden />
                Download CSV
              </a>
            </Button>
          ) : null
        }
      />
      <UsageTabs current="events" />
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-start">
        <FilterBar filters={[usageStatusFilter, meterFilter(summary.meters, question.meter)]} />
        <DatesForm path="/usage/events" params={params} from={question.from} to={question.to} open />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      <Card aria-label="List of events">
        {page.data.length > 0 ? (
          <>
            <EventTable caption="Usage events, newest first" events={page.data} />
            <Pagination links={pageLinks('/usage/events', params, page)} label="Pages of events" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No event matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/usage/events">Clear filters</Link>
              </Button>
            }
          >
            {customer
              ? `${customer.name} has no usage that fits these filters.`
              : 'No event fits these filters.'}
          </EmptyState>
        ) : (
          <EmptyState
            icon={Activity}
            title="No usage yet"
            action={
              <Button asChild variant="secondary">
                <Link href="/usage">How to send the first event</Link>
              </Button>
            }
          >
            Each event that a program reports stands here: who used what, how much of it, and whether it is
            billed.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
