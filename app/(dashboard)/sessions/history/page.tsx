import { History, SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { CustomerFilter } from '@/components/customers/customer-filter';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { outcomeFilter, sessionInput, sessionQuestion } from '@/components/sessions/session-address';
import { SessionTable } from '@/components/sessions/session-table';
import { SessionsTabs } from '@/components/sessions/sessions-tabs';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { DatesForm } from '@/components/usage/dates-form';
import { getCustomer } from '@/lib/operations/customers';
import { listSessions } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Session history' };

export default async function SessionHistoryPage({ searchParams }: PageProps<'/sessions/history'>) {
  const params = await searchParams;
  const question = sessionQuestion(params);
  const cursor = parameter(params, 'cursor');
  const [page, customer] = await Promise.all([
    query(listSessions, { limit: 50, ...sessionInput(question), ...(cursor ? { cursor } : {}) }),
    question.customer ? query(getCustomer, { customer_id: question.customer }) : null,
  ]);
  const filtered = Object.keys(question).length > 0;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={<LiveRefresh topics={['sessions', 'wallets', 'customers']} />}
        title="Sessions"
        description="Every session there was, newest first: when, why it ended, and what it used."
      />
      <SessionsTabs current="history" />
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-start">
        <FilterBar filters={[outcomeFilter]} />
        <DatesForm path="/sessions/history" params={params} from={question.from} to={question.to} open />
        <CustomerFilter chosen={customer ? { id: customer.id, name: customer.name } : null} />
      </div>
      <Card aria-label="List of sessions">
        {page.data.length > 0 ? (
          <>
            <SessionTable caption="Sessions, newest first" page={page} />
            <Pagination links={pageLinks('/sessions/history', params, page)} label="Pages of sessions" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No session matches"
            action={
              <Button asChild variant="secondary">
                <Link href="/sessions/history">Clear filters</Link>
              </Button>
            }
          >
            {customer
              ? `${customer.name} has no session that fits these filters.`
              : 'No session fits these filters.'}
          </EmptyState>
        ) : (
          <EmptyState
            icon={History}
            title="No session yet"
            action={
              <Button asChild variant="secondary">
                <Link href="/sessions">How a session starts</Link>
              </Button>
            }
          >
            Each session stands here once it has started, and for ever: who, how long, at which rate, and what
            it used.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
