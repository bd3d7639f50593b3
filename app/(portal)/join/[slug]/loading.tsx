import { Loading } from '@/components/data/page-skeleton';
import { PortalCard } from '@/components/portal/portal-card';
import { Skeleton } from '@/components/ui/skeleton';

export default function JoinLoading() {
  return (
    <Loading what="the join page">
      <PortalCard className="grid md:grid-cols-2">
        <div className="grid justify-items-center gap-5 px-5 py-8">
          <Skeleton className="size-12 rounded-full" />
          <Skeleton className="h-7 w-48" />
          <Skeleton className="size-40 rounded-full" />
        </div>
        <div className="grid content-center gap-5 px-5 py-8 sm:px-8">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
          <Skeleton className="h-11" />
        </div>
      </PortalCard>
    </Loading>
  );
}
