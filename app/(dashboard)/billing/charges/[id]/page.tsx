import { BookOpen } from 'lucide-react';
import type { Metadata } from 'next';
import { ChargeFacts } from '@/components/billing/charge-facts';
import { LedgerTable } from '@/components/customers/ledger-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { StatusBadge } from '@/components/data/status-badge';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { EventTable } from '@/components/usage/event-table';
import { getUsageCharge } from '@/lib/operations/billing';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Charge for usage' };

export default async function ChargePage({ params, searchParams }: PageProps<'/billing/charges/[id]'>) {
  const { id } = await params;
  const search = await searchParams;
  const cursor = parameter(search, 'cursor');
  const [charge, events] = await Promise.all([
    query(getUsageCharge, { usage_charge_id: id }),
    query(listUsageEvents, { charge_id: id, limit: 50, ...(cursor ? { cursor } : {}) }),
  ]);
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        back={{ href: '/billing/charges', label: 'Charges' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">
              {charge.name} of {charge.customer_name}
            </span>
            <StatusBadge status="billed" />
          </span>
        }
      />
      <ChargeFacts charge={charge} />
      <Card id="ledger" aria-labelledby="ledger-title" className="scroll-mt-20">
        <CardHeader>
          <div>
            <CardTitle id="ledger-title">Ledger</CardTitle>
            <CardDescription>The entry that took it. It never changes.</CardDescription>
          </div>
        </CardHeader>
        {charge.entry ? (
          <LedgerTable entries={[charge.entry]} />
        ) : (
          <EmptyState icon={BookOpen} title="No entry" level={3} className="py-8">
            There was nothing to pay, so the balance did not move.
          </EmptyState>
        )}
      </Card>
      <Card aria-labelledby="events">
        <CardHeader>
          <div>
            <CardTitle id="events">Events</CardTitle>
            <CardDescription>What the amount is the sum of.</CardDescription>
          </div>
        </CardHeader>
        <EventTable caption="Events of this charge, newest first" events={events.data} without="customer" />
        <Pagination
          links={pageLinks(`/billing/charges/${charge.id}`, search, events)}
          label="Pages of events"
        />
      </Card>
    </div>
  );
}
