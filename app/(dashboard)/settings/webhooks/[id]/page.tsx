import { ChevronLeft, History, Inbox } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { historyHref } from '@/components/audit/history-href';
import { EmptyState } from '@/components/data/empty-state';
import { QuietLink } from '@/components/data/quiet-link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { EditEndpointDialog } from '@/components/webhooks/edit-endpoint-dialog';
import { EndpointAlert, EndpointFacts } from '@/components/webhooks/endpoint-facts';
import { EndpointMenu } from '@/components/webhooks/endpoint-menu';
import { WebhookEventTable } from '@/components/webhooks/event-table';
import { SendTestButton } from '@/components/webhooks/send-test-button';
import { EndpointBadge } from '@/components/webhooks/webhook-badges';
import { endpointName, stateOf } from '@/components/webhooks/webhook-words';
import { getWebhookEndpoint, listWebhookEvents } from '@/lib/operations/webhooks';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Webhook endpoint' };

export default async function WebhookEndpointPage({ params }: PageProps<'/settings/webhooks/[id]'>) {
  const { id } = await params;
  const [endpoint, events, { business }] = await Promise.all([
    query(getWebhookEndpoint, { endpoint_id: id }),
    query(listWebhookEvents, { endpoint_id: id, limit: 10 }),
    currentMember(),
  ]);
  const mayEdit = can(business.role, 'webhooks:write');
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <Link
            href="/settings/webhooks"
            className="text-muted hover:text-ink mb-1.5 -ml-1 inline-flex items-center gap-0.5 rounded text-sm"
          >
            <ChevronLeft className="size-4" aria-hidden />
            Webhooks
          </Link>
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold tracking-tight">
            <span className="min-w-0 wrap-anywhere">{endpointName(endpoint)}</span>
            <EndpointBadge state={stateOf(endpoint)} />
          </h2>
          <div className="text-muted mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {endpoint.description ? <span className="wrap-anywhere">{endpoint.url}</span> : null}
            <LiveRefresh topics={['webhooks']} />
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {mayEdit ? <EndpointMenu endpoint={endpoint} /> : null}
          <Button asChild variant="secondary">
            <Link href={historyHref('webhook_endpoint', endpoint.id)} prefetch={false}>
              <History aria-hidden />
              History
            </Link>
          </Button>
          {mayEdit ? <EditEndpointDialog endpoint={endpoint} /> : null}
          {mayEdit && endpoint.status === 'active' ? <SendTestButton endpoint={endpoint} /> : null}
        </div>
      </div>
      <EndpointAlert endpoint={endpoint} mayEdit={mayEdit} />
      <EndpointFacts endpoint={endpoint} />
      <Card aria-labelledby="events">
        <CardHeader>
          <CardTitle id="events">Newest events</CardTitle>
          {events.data.length > 0 ? (
            <QuietLink href={`/settings/webhooks/events?endpoint=${endpoint.id}`} className="text-sm">
              All events of it
            </QuietLink>
          ) : null}
        </CardHeader>
        {events.data.length > 0 ? (
          <WebhookEventTable
            caption="Newest events of this endpoint"
            events={events.data}
            endpointId={endpoint.id}
          />
        ) : (
          <EmptyState icon={Inbox} title="Nothing was sent yet" level={3} className="py-8">
            {mayEdit && endpoint.status === 'active'
              ? 'Send a test event to see whether your receiver takes it.'
              : 'The first event that it takes stands here.'}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
