import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function DetailLoading() {
  return (
    <Loading what="the page">
      <HeaderSkeleton action={false} />
      <Skeleton className="rounded-card h-44" />
      <TableSkeleton rows={2} />
    </Loading>
  );
}
