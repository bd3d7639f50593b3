import { History } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { Pagination } from '@/components/data/pagination';
import { PortalCard } from '@/components/portal/portal-card';
import { PortalHeading } from '@/components/portal/portal-heading';
import { PortalRefresh } from '@/components/portal/portal-live';
import { SessionList } from '@/components/portal/session-list';
import { Button } from '@/components/ui/button';
import { formatAmount, groupDigits } from '@/lib/money/format';
import { getSessionAnalytics, listSessions } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { currentCustomer } from '@/lib/ui/current-customer';
import { pageLinks, parameter } from '@/lib/ui/search-params';
import { counted } from '@/lib/ui/words';

export const metadata: Metadata = { title: 'History' };

export default async function SessionsPage({ searchParams }: PageProps<'/portal/sessions'>) {
  const params = await searchParams;
  const { self, customer } = await currentCustomer();
  const cursor = parameter(params, 'cursor');
  const [page, month] = await Promise.all([
    query(listSessions, { ...self, limit: 20, ...(cursor ? { cursor } : {}) }),
    query(getSessionAnalytics, self),
  ]);
  return (
    <div className="mx-auto grid max-w-3xl gap-4">
      <PortalRefresh />
      <PortalHeading title="History">
        {month.sessions > 0 ? (
          <>
            The last 30 days: {counted(month.sessions, 'session')}, {groupDigits(month.minutes)} minutes,{' '}
            {formatAmount(month.credits, 'credit')}.
          </>
        ) : (
          'Every session of yours, the newest first.'
        )}
      </PortalHeading>
      <PortalCard aria-label="Your sessions">
        {page.data.length > 0 ? (
          <>
            <SessionList sessions={page.data} businessName={customer.business.name} />
            <Pagination links={pageLinks('/portal/sessions', params, page)} label="Pages of sessions" />
          </>
        ) : (
          <EmptyState
            icon={History}
            title="No sessions yet"
            action={
              <Button asChild>
                <Link href="/portal">To your credits</Link>
              </Button>
            }
          >
            Start one, and it is kept here: when it ran, what it used, and why it ended.
          </EmptyState>
        )}
      </PortalCard>
    </div>
  );
}
