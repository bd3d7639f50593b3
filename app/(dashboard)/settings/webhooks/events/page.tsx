import { ChevronLeft, Inbox, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { DatesForm } from '@/components/usage/dates-form';
import { WebhookEventTable } from '@/components/webhooks/event-table';
import {
  endpointFilter,
  statusFilter,
  typeFilter,
  webhookInput,
  webhookQuestion,
} from '@/components/webhooks/webhook-address';
import { getCustomer } from '@/lib/operations/customers';
import { listWebhookEndpoints, listWebhookEvents } from '@/lib/operations/webhooks';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Webhook events' };

const path = '/settings/webhooks/events';

export default async function WebhookEventsPage({ searchParams }: PageProps<'/settings/webhooks/events'>) {
  const params = await searchParams;
  const question = webhookQuestion(params);
  const cursor = parameter(params, 'cursor');
  const [page, { data: endpoints }, customer] = await Promise.all([
    query(listWebhookEvents, { limit: 50, ...webhookInput(question), ...(cursor ? { cursor } : {}) }),
    query(listWebhookEndpoints),
    question.customer ? query(getCustomer, { customer_id: question.customer }) : null,
  ]);
  const filtered = Object.keys(question).length > 0;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div>
        <Link
          href="/settings/webhooks"
          className="text-muted hover:text-ink mb-1.5 -ml-1 inline-flex items-center gap-0.5 rounded text-sm"
        >
          <ChevronLeft className="size-4" aria-hidden />
          Webhooks
        </Link>
        <h2 className="text-lg font-semibold tracking-tight">Event log</h2>
        <div className="text-muted mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          <span>What happened in the last 30 days, and what became of it at each endpoint.</span>
          <LiveRefresh topics={['webhooks']} />
        </div>
      </div>
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-start">
        <FilterBar filters={[statusFilter, typeFilter, endpointFilter(endpoints, question.endpoint)]} />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
        <DatesForm path={path} params={params} from={question.from} to={question.to} open />
      </div>
      <Card aria-label="List of events">
        {page.data.length > 0 ? (
          <>
            <WebhookEventTable
              caption="Webhook events, newest first"
              events={page.data}
              endpointId={question.endpoint}
            />
            <Pagination links={pageLinks(path, params, page)} label="Pages of events" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No event matches"
            level={3}
            action={
              <Button asChild variant="secondary">
                <Link href={path}>Clear filters</Link>
              </Button>
            }
          >
            Nothing of the last 30 days fits these filters.
          </EmptyState>
        ) : (
          <EmptyState icon={Inbox} title="No event yet" level={3}>
            {endpoints.length > 0
              ? 'What happens from now on stands here, with what became of it at each endpoint.'
              : 'Events are kept from the first endpoint on. Add one to begin.'}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
