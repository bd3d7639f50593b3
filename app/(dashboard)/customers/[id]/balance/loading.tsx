import { HeaderSkeleton, Loading } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function BalanceLoading() {
  return (
    <Loading what="the balance">
      <HeaderSkeleton />
      <Skeleton className="h-16 w-72 max-w-full" />
      <Skeleton className="rounded-card h-80" />
    </Loading>
  );
}
