import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function OverdueLoading() {
  return (
    <Loading what="what is overdue">
      <HeaderSkeleton />
      <div className="grid gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-1">
          <Skeleton className="rounded-card h-28" />
          <Skeleton className="rounded-card h-28" />
        </div>
        <Skeleton className="rounded-card h-64" />
      </div>
      <TableSkeleton />
    </Loading>
  );
}
