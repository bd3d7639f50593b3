import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function DetailLoading() {
  return (
    <Loading what="the page">
      <HeaderSkeleton />
      <Skeleton className="rounded-card h-44" />
      <TableSkeleton />
    </Loading>
  );
}
