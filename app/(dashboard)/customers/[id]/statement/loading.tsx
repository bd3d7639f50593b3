import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function StatementLoading() {
  return (
    <Loading what="the statement">
      <HeaderSkeleton />
      <Skeleton className="h-8 w-64" />
      <Skeleton className="rounded-card h-40" />
      <TableSkeleton />
    </Loading>
  );
}
