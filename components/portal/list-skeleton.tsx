import { Loading } from '@/components/data/page-skeleton';
import { Skeleton } from '@/components/ui/skeleton';
import { PortalCard } from './portal-card';

/** The shape of a page that lists, while its rows are on the way. */
export function ListSkeleton({ what }: { what: string }) {
  return (
    <Loading what={what}>
      <div className="grid gap-2 px-1">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-4 w-56" />
      </div>
      <PortalCard>
        {Array.from({ length: 6 }, (_, row) => (
          <div key={row} className="border-line flex h-16 items-center gap-6 px-4 not-last:border-b sm:px-6">
            <Skeleton className="h-3.5 w-36" />
            <Skeleton className="ml-auto h-3.5 w-20" />
          </div>
        ))}
      </PortalCard>
    </Loading>
  );
}
