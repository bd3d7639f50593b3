import { ClockCheck, Download, HandCoins } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { AgeingChart } from '@/components/overdue/ageing-chart';
import { overdueFile, overdueInput, overdueQuestion } from '@/components/overdue/overdue-address';
import { OverdueFilter } from '@/components/overdue/overdue-filter';
import { OverdueTable } from '@/components/overdue/overdue-table';
import { OverdueTotals } from '@/components/overdue/overdue-totals';
import { Button } from '@/components/ui/button';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { getOverdue } from '@/lib/operations/overdue';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { pageLinks, parameter } from '@/lib/ui/search-params';
import { utcDate } from '@/lib/ui/utc';
import { counted } from '@/lib/ui/words';

export const metadata: Metadata = { title: 'Overdue' };

export default async function OverduePage({ searchParams }: PageProps<'/overdue'>) {
  const params = await searchParams;
  const question = overdueQuestion(params);
  const cursor = parameter(params, 'cursor');
  const [overdue, { business }] = await Promise.all([
    query(getOverdue, { limit: 25, ...overdueInput(question), ...(cursor ? { cursor } : {}) }),
    currentMember(),
  ]);
  const { currency, totals } = overdue;
  const isNow = question.date === undefined;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        live={isNow ? <LiveRefresh topics={['orders', 'payments', 'customers', 'settings']} /> : null}
        title="Overdue"
        description={
          question.date === undefined
            ? 'Who owes what, and for how long.'
            : `As it was at the end of ${utcDate(overdue.as_of)}, in UTC.`
        }
        actions={
          totals.customers > 0 ? (
            <Button asChild variant="secondary">
              <a href={overdueFile(business.id, question)} download>
                <Download aria-hidden />
                Download CSV
              </a>
            </Button>
          ) : null
        }
      />
      <OverdueFilter question={question} days={overdue.days} />
      {totals.customers === 0 ? (
        <Card>
          <EmptyState
            icon={HandCoins}
            title={isNow ? 'Nobody owes anything' : 'Nobody owed anything then'}
            action={
              isNow && can(business.role, 'orders:write') ? (
                <Button asChild>
                  <Link href="/sales/new">New sale</Link>
                </Button>
              ) : undefined
            }
          >
            A sale on credit shows here from the day it is made until it is paid, by how old it is.
          </EmptyState>
        </Card>
      ) : (
        <>
          <div className="grid gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
            <div className="grid grid-cols-1 gap-2.5 min-[420px]:grid-cols-2 min-[420px]:gap-4 lg:grid-cols-1">
              <OverdueTotals overdue={overdue} date={question.date} />
            </div>
            <AgeingChart buckets={totals.buckets} currency={currency} date={question.date} />
          </div>
          <Card aria-labelledby="overdue-customers">
            <CardHeader>
              <CardTitle id="overdue-customers">
                {overdue.days === 0
                  ? 'Customers with unpaid orders'
                  : `Unpaid for more than ${counted(overdue.days, 'day')}`}
              </CardTitle>
            </CardHeader>
            {overdue.data.length > 0 ? (
              <>
                <OverdueTable
                  rows={overdue.data}
                  currency={currency}
                  days={overdue.days}
                  date={question.date}
                  mayRecord={isNow && can(business.role, 'payments:write')}
                />
                <Pagination
                  links={pageLinks('/overdue', params, overdue)}
                  label="Pages of overdue customers"
                />
              </>
            ) : (
              <EmptyState icon={ClockCheck} title="Nobody is overdue" level={3} className="py-8">
                All of the <Amount value={totals.owed} currency={currency} className="text-ink" /> owed is
                younger than that.
              </EmptyState>
            )}
          </Card>
        </>
      )}
    </div>
  );
}
