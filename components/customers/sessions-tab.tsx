import { Radio } from 'lucide-react';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { Pagination } from '@/components/data/pagination';
import { readSessionAnalytics } from '@/components/sessions/read-analytics';
import { outcomeFilter, sessionInput, sessionQuestion } from '@/components/sessions/session-address';
import { SessionTable } from '@/components/sessions/session-table';
import { SessionsChart } from '@/components/sessions/sessions-chart';
import { PeriodPicker } from '@/components/usage/period-picker';
import { periodOf } from '@/components/usage/usage-address';
import { listSessions } from '@/lib/operations/sessions';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';
import type { TabProps } from './customer-tabs';

/** The sessions of a customer: credits and minutes by day, and one by one. */
export async function SessionsTab({ id, params, start }: TabProps) {
  const { outcome } = sessionQuestion(params);
  const cursor = parameter(params, 'cursor');
  const period = periodOf(params);
  const [analytics, sessions] = await Promise.all([
    readSessionAnalytics(period, id),
    query(listSessions, {
      limit: 25,
      ...sessionInput({ customer: id, ...(outcome === undefined ? {} : { outcome }) }),
      ...(cursor ? { cursor } : {}),
    }),
  ]);
  if (sessions.data.length === 0 && !outcome) {
    return (
      <EmptyState icon={Radio} title="No session yet" action={start}>
        With at least one credit, a session can be started here, by a program or by the customer in their
        portal. Each of them stands here then.
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
          from={analytics.from_day}
          to={analytics.to_day}
        />
        <SessionsChart analytics={analytics} customerId={id} className="shadow-none" />
      </div>
      <section aria-labelledby="sessions" className="border-line border-t">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
          <h2 id="sessions" className="text-[0.9375rem] font-semibold">
            Sessions
          </h2>
          <FilterBar filters={[outcomeFilter]} />
        </div>
        {sessions.data.length > 0 ? (
          <SessionTable
            caption="Sessions of this customer, newest first"
            page={sessions}
            without="customer"
          />
        ) : (
          <EmptyState icon={Radio} title="No session matches" level={3}>
            No session of this customer had this outcome.
          </EmptyState>
        )}
        <Pagination links={pageLinks(path, params, sessions)} label="Pages of sessions" />
      </section>
    </>
  );
}
