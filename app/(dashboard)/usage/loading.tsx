import { HeaderSkeleton, Loading, StatsSkeleton, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function UsageLoading() {
  return (
    <Loading what="the usage">
      <HeaderSkeleton action={false} />
      <StatsSkeleton />
      <Skeleton className="rounded-card h-88" />
      <TableSkeleton />
    </Loading>
  );
}
