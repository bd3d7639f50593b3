import { Loading } from '@/components/data/page-skeleton';
import { PortalCard } from '@/components/portal/portal-card';
import { Skeleton } from '@/components/ui/skeleton';

export default function PortalLoading() {
  return (
    <Loading what="your credits">
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1.25fr)_minmax(0,1fr)] lg:gap-5">
        <PortalCard className="grid justify-items-center gap-7 px-4 pt-6 pb-5 sm:px-8 sm:pt-9 sm:pb-8">
          <Skeleton className="aspect-square w-full max-w-68 rounded-full sm:max-w-80" />
          <Skeleton className="h-10 w-full max-w-md" />
          <Skeleton className="h-14 w-full max-w-md rounded-2xl" />
        </PortalCard>
        <PortalCard className="grid content-start gap-4 px-4 py-5 sm:px-6">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
          <Skeleton className="h-9" />
        </PortalCard>
      </div>
    </Loading>
  );
}
