import { ReceiptText } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { BillingRunSummary } from '@/components/billing/billing-run-summary';
import { ChargeTable } from '@/components/billing/charge-table';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Pagination } from '@/components/data/pagination';
import { StatusBadge } from '@/components/data/status-badge';
import { Timestamp } from '@/components/data/timestamp';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { getBillingRun, listUsageCharges } from '@/lib/operations/billing';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Billing run' };

export default async function BillingRunPage({ params, searchParams }: PageProps<'/billing/runs/[id]'>) {
  const { id } = await params;
  const search = await searchParams;
  const cursor = parameter(search, 'cursor');
  const [run, charges] = await Promise.all([
    query(getBillingRun, { billing_run_id: id }),
    query(listUsageCharges, { billing_run_id: id, limit: 50, ...(cursor ? { cursor } : {}) }),
  ]);
  const path = `/billing/runs/${run.id}`;
  return (
    <div className="grid grid-cols-1 gap-6">
      <PageHeader
        // What a run did never changes once it is completed.
        live={run.status === 'completed' ? null : <LiveRefresh topics={['billing']} />}
        back={{ href: '/billing', label: 'Billing' }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              Run of <Timestamp value={run.started_at} format="full" />
            </span>
            <StatusBadge status={run.status} />
          </span>
        }
      />
      <BillingRunSummary run={run} />
      {run.held > 0 ? (
        <Alert
          tone="warning"
          title="Some usage was held"
          action={
            <Button asChild size="small" variant="secondary">
              <Link href="/usage/unbilled?held=true">What is held now</Link>
            </Button>
          }
        >
          It stays recorded. Each run tries it again, so that it is billed as soon as it can be.
        </Alert>
      ) : null}
      <Card aria-labelledby="charges">
        <CardHeader>
          <CardTitle id="charges">Charges</CardTitle>
        </CardHeader>
        {charges.data.length > 0 ? (
          <>
            <ChargeTable caption="Charges of this run" charges={charges.data} />
            <Pagination links={pageLinks(path, search, charges)} label="Pages of charges" />
          </>
        ) : (
          <EmptyState icon={ReceiptText} title="No charge" level={3} className="py-8">
            {run.status === 'running'
              ? 'The run has not made its first charge yet.'
              : run.held > 0
                ? 'All that this run came to is held.'
                : 'There was nothing to bill.'}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
