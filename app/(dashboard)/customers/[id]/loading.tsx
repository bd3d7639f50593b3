import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function DetailLoading() {
  return (
    <Loading what="the page">
      <HeaderSkeleton />
      <Skeleton className="h-44 rounded-card" />
      <TableSkeleton />
    </Loading>
  );
}
