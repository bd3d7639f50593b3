import { BookOpen } from 'lucide-react';
import type { Metadata } from 'next';
import { LedgerTable } from '@/components/customers/ledger-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { SessionBadge } from '@/components/sessions/session-badge';
import { SessionFacts } from '@/components/sessions/session-facts';
import { StopSessionButton } from '@/components/sessions/stop-session-button';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { getSession } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Session' };

export default async function SessionPage({ params, searchParams }: PageProps<'/sessions/[id]'>) {
  const { id } = await params;
  const search = await searchParams;
  const cursor = parameter(search, 'cursor');
  const [session, { business }] = await Promise.all([
    query(getSession, { session_id: id, limit: 25, ...(cursor ? { cursor } : {}) }),
    currentMember(),
  ]);
  const isRunning = session.status === 'active';
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        live={<LiveRefresh topics={['sessions', 'wallets', 'customers']} />}
        back={{ href: '/sessions/history', label: 'Sessions' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">Session of {session.customer_name}</span>
            <SessionBadge session={session} />
          </span>
        }
        description={session.description}
        actions={
          isRunning && can(business.role, 'sessions:write') ? <StopSessionButton session={session} /> : null
        }
      />
      <SessionFacts session={session} />
      <Card aria-labelledby="ledger" className="scroll-mt-20">
        <CardHeader>
          <div>
            <CardTitle id="ledger">Ledger entries</CardTitle>
            <CardDescription>
              {isRunning
                ? 'What it has used is written here about once a minute, and whenever the credits are moved or spent.'
                : 'What it used, as it was written. Each entry is dated to its last credit.'}
            </CardDescription>
          </div>
        </CardHeader>
        {session.entries.data.length > 0 ? (
          <LedgerTable entries={session.entries.data} without="cause" />
        ) : (
          <EmptyState
            icon={BookOpen}
            title={isRunning ? 'Nothing is written yet' : 'It used nothing'}
            level={3}
          >
            {isRunning
              ? 'The figures above are right all the same: they are worked out from when it started.'
              : 'It ended before the first credit was used, so the ledger did not move.'}
          </EmptyState>
        )}
        <Pagination
          links={pageLinks(`/sessions/${session.id}`, search, session.entries)}
          label="Pages of entries"
        />
      </Card>
    </div>
  );
}
