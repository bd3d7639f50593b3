import { ChevronLeft, Inbox } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { Fact, ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Card } from '@/components/ui/card';
import { CodeBlock } from '@/components/webhooks/code-block';
import { DeliveryCard } from '@/components/webhooks/delivery-card';
import { eventWords } from '@/components/webhooks/webhook-words';
import { getWebhookEvent, listWebhookEndpoints } from '@/lib/operations/webhooks';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Webhook event' };

export default async function WebhookEventPage({ params }: PageProps<'/settings/webhooks/events/[id]'>) {
  const { id } = await params;
  const [event, { data: endpoints }, { business }] = await Promise.all([
    query(getWebhookEvent, { event_id: id }),
    query(listWebhookEndpoints),
    currentMember(),
  ]);
  const mayEdit = can(business.role, 'webhooks:write');
  const active = new Set(endpoints.filter(({ status }) => status === 'active').map((each) => each.id));
  return (
    <div className="grid grid-cols-1 gap-5">
      <div>
        <Link
          href="/settings/webhooks/events"
          className="text-muted hover:text-ink mb-1.5 -ml-1 inline-flex items-center gap-0.5 rounded text-sm"
        >
          <ChevronLeft className="size-4" aria-hidden />
          Event log
        </Link>
        <h2 className="font-mono text-lg font-semibold tracking-tight">{event.type}</h2>
        <div className="text-muted mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          <span>{eventWords[event.type]}</span>
          <LiveRefresh topics={['webhooks']} />
        </div>
      </div>
      <Card aria-label="Facts" className="px-4 py-4 sm:px-5">
        <dl className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
          <Fact label="Customer">
            {event.customer_id ? (
              <QuietLink href={`/customers/${event.customer_id}`}>
                {event.customer_name ?? 'Deleted'}
              </QuietLink>
            ) : (
              'None'
            )}
          </Fact>
          <Fact label="Happened">
            <Timestamp value={event.occurred_at} format="second" />
          </Fact>
          <Fact label="Written down">
            <Timestamp value={event.recorded_at} format="second" />
          </Fact>
          <Fact label="webhook-id">
            <ShortId id={event.id} what="webhook-id" />
          </Fact>
        </dl>
      </Card>
      {event.deliveries.map((delivery) => (
        <DeliveryCard
          key={delivery.endpoint_id}
          eventId={event.id}
          delivery={delivery}
          maySend={mayEdit && active.has(delivery.endpoint_id)}
        />
      ))}
      {event.deliveries.length === 0 ? (
        <Card aria-label="Deliveries">
          <EmptyState icon={Inbox} title="For no endpoint" level={3} className="py-8">
            No endpoint took events of this kind when it happened.
          </EmptyState>
        </Card>
      ) : null}
      <CodeBlock title="What is sent" what="payload" code={JSON.stringify(event.payload, null, 2)} />
    </div>
  );
}
