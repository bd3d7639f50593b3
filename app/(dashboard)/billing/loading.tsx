import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function BillingLoading() {
  return (
    <Loading what="the page">
      <HeaderSkeleton />
      <Skeleton className="rounded-card h-20" />
      <TableSkeleton rows={8} />
    </Loading>
  );
}
