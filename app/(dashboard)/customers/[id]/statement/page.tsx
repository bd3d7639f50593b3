import { Braces, Sheet } from 'lucide-react';
import type { Metadata } from 'next';
import { PageHeader } from '@/components/data/page-header';
import { LiveRefresh } from '@/components/live/live-refresh';
import { MonthLinks } from '@/components/statements/month-links';
import { monthOf, monthParameter } from '@/components/statements/months';
import { PrintButton } from '@/components/statements/print-button';
import { StatementSheet } from '@/components/statements/statement-sheet';
import { Button } from '@/components/ui/button';
import { getStatement } from '@/lib/operations/statements';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';

export const metadata: Metadata = { title: 'Statement' };

export default async function StatementPage({
  params,
  searchParams,
}: PageProps<'/customers/[id]/statement'>) {
  const { id } = await params;
  const asked = monthParameter(await searchParams);
  const [statement, { business }] = await Promise.all([
    query(getStatement, { customer_id: id, ...(asked === undefined ? {} : { month: asked }) }),
    currentMember(),
  ]);
  const { customer } = statement;
  const month = monthOf(statement.from);
  const latest = monthOf(statement.issued_at);
  const path = `/customers/${customer.id}/statement`;
  const file = (format: 'csv' | 'json') =>
    `/api/customers/${customer.id}/statement?${new URLSearchParams({ business_id: business.id, month, format }).toString()}`;
  return (
    <div className="grid grid-cols-1 gap-5">
      <title>{`Statement of ${customer.name}, ${month} · Drawdown`}</title>
      <PageHeader
        live={month < latest ? null : <LiveRefresh topics={['wallets', 'orders', 'payments', 'customers']} />}
        back={{ href: `/customers/${customer.id}`, label: customer.name }}
        title="Statement"
        description="What happened on each wallet in a month, to the last digit of the ledger."
        actions={
          <>
            <Button asChild variant="secondary">
              <a href={file('csv')} download>
                <Sheet aria-hidden />
                CSV
              </a>
            </Button>
            <Button asChild variant="secondary">
              <a href={file('json')} download={`statement-${customer.id}-${month}.json`}>
                <Braces aria-hidden />
                JSON
              </a>
            </Button>
            <PrintButton />
          </>
        }
      />
      <MonthLinks path={path} month={month} latest={latest} />
      <StatementSheet statement={statement} />
    </div>
  );
}
