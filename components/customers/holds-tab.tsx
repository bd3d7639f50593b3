import { LockKeyhole } from 'lucide-react';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { Pagination } from '@/components/data/pagination';
import { holdInput, holdQuestion, holdStatusFilter } from '@/components/holds/hold-address';
import { HoldTable } from '@/components/holds/hold-table';
import { listHolds } from '@/lib/operations/holds';
import { query } from '@/lib/pages/query';
import { pageLinks, parameter } from '@/lib/ui/search-params';
import type { TabProps } from './customer-tabs';

/** What of a customer is on hold and until when, and every hold there was. */
export async function HoldsTab({ id, params, hold }: TabProps) {
  const { status } = holdQuestion(params);
  const cursor = parameter(params, 'cursor');
  const page = await query(listHolds, {
    limit: 25,
    ...holdInput({ customer: id, ...(status === undefined ? {} : { status }) }),
    ...(cursor ? { cursor } : {}),
  });
  if (page.data.length === 0 && !status) {
    return (
      <EmptyState icon={LockKeyhole} title="No hold yet" action={hold}>
        A hold sets an amount aside while work is in flight, so that nothing else spends it. Programs make
        them over the API, and you here.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="border-line flex flex-wrap items-center justify-between gap-2 border-b px-4 py-3 sm:px-5">
        <FilterBar filters={[holdStatusFilter]} />
        {hold}
      </div>
      {page.data.length > 0 ? (
        <HoldTable caption="Holds of this customer, newest first" page={page} without="customer" />
      ) : (
        <EmptyState icon={LockKeyhole} title="No hold matches">
          No hold of this customer has this status.
        </EmptyState>
      )}
      <Pagination links={pageLinks(`/customers/${id}`, params, page)} label="Pages of holds" />
    </>
  );
}
