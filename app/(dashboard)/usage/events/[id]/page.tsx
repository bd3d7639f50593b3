import type { Metadata } from 'next';
import { PageHeader } from '@/components/data/page-header';
import { StatusBadge } from '@/components/data/status-badge';
import { LiveRefresh } from '@/components/live/live-refresh';
import { EventFacts } from '@/components/usage/event-facts';
import { Lineage } from '@/components/usage/lineage';
import { eventName } from '@/components/usage/usage-words';
import { getUsageEvent } from '@/lib/operations/usage-events';
import { query } from '@/lib/pages/query';

export const metadata: Metadata = { title: 'Usage event' };

export default async function UsageEventPage({ params }: PageProps<'/usage/events/[id]'>) {
  const { id } = await params;
  const event = await query(getUsageEvent, { usage_event_id: id });
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        // Once it is billed nothing of it changes any more.
        live={event.status === 'billed' ? null : <LiveRefresh topics={['usage', 'billing']} />}
        back={{ href: '/usage/events', label: 'Events' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">{eventName(event)}</span>
            <StatusBadge status={event.status} />
          </span>
        }
      />
      <EventFacts event={event} />
      <Lineage event={event} />
    </div>
  );
}
