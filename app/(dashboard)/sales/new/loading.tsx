import { HeaderSkeleton, Loading } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';

export default function TillLoading() {
  return (
    <Loading what="the till">
      <HeaderSkeleton action={false} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-5">
          <Skeleton className="rounded-card h-40" />
          <Skeleton className="rounded-card h-64" />
        </div>
        <Skeleton className="rounded-card h-72" />
      </div>
    </Loading>
  );
}
