import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function SessionsLoading() {
  return (
    <Loading what="the sessions">
      <HeaderSkeleton />
      <TableSkeleton rows={5} />
      <Skeleton className="rounded-card h-88" />
    </Loading>
  );
}
