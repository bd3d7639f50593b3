import type { Metadata } from 'next';
import { BalanceDateForm } from '@/components/customers/balance-date-form';
import { BalanceSheet } from '@/components/customers/balance-sheet';
import { PageHeader } from '@/components/data/page-header';
import { getCustomer } from '@/lib/operations/customers';
import { getBalance } from '@/lib/operations/wallets';
import { query } from '@/lib/pages/query';
import { parameter } from '@/lib/ui/search-params';
import { endOf, isDate, utcDate } from '@/lib/ui/utc';

export const metadata: Metadata = { title: 'Balance as of a date' };

export default async function BalancePage({ params, searchParams }: PageProps<'/customers/[id]/balance'>) {
  const { id } = await params;
  const asked = parameter(await searchParams, 'as_of');
  const date = asked !== undefined && isDate(asked) ? asked : undefined;
  const [customer, current] = await Promise.all([
    query(getCustomer, { customer_id: id }),
    // Of its events none is shown.
    query(getBalance, { customer_id: id, limit: 1 }),
  ]);
  // By the clock of the business, which may be a test clock. A date that is not over has no end yet.
  const isOver = date !== undefined && Date.parse(endOf(date)) < Date.parse(current.as_of);
  const balance = isOver ? await query(getBalance, { customer_id: id, as_of: endOf(date) }) : current;
  return (
    <div className="grid grid-cols-1 gap-5">
      <title>{`Balance of ${customer.name} · Drawdown`}</title>
      <PageHeader
        back={{ href: `/customers/${id}`, label: customer.name }}
        title="Balance as of a date"
        description={
          isOver
            ? `As it was at the end of ${utcDate(balance.as_of)}, in UTC.`
            : date === undefined
              ? 'As it is now. Choose a date to see how it stood when that day ended.'
              : `${utcDate(`${date}T00:00:00Z`)} is not over in UTC: this is how it is now.`
        }
      />
      <BalanceDateForm path={`/customers/${id}/balance`} date={date} latest={current.as_of.slice(0, 10)} />
      <BalanceSheet balance={balance} isNow={!isOver} />
    </div>
  );
}
