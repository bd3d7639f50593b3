import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

/** The shape of a list while its rows are on the way. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Card>
      <div className="border-line flex h-10 items-center border-b px-5">
        <Skeleton className="h-3 w-24" />
      </div>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="border-line flex h-12 items-center gap-6 px-5 not-last:border-b">
          <Skeleton className="h-3.5 w-36" />
          <Skeleton className="h-3.5 w-16" />
          <Skeleton className="ml-auto h-3.5 w-20" />
          <Skeleton className="h-3.5 w-14 max-sm:hidden" />
        </div>
      ))}
    </Card>
  );
}

export function HeaderSkeleton({ action = true }: { action?: boolean }) {
  return (
    <div className="flex items-end justify-between gap-6">
      <div className="grid gap-2">
        <Skeleton className="h-7 w-44" />
        <Skeleton className="h-4 w-56" />
      </div>
      {action ? <Skeleton className="h-9.5 w-36" /> : null}
    </div>
  );
}

export function StatsSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-2.5 min-[420px]:grid-cols-2 min-[420px]:gap-4 xl:grid-cols-4">
      {Array.from({ length: 4 }, (_, index) => (
        <Card key={index} className="grid gap-2.5 px-5 py-4">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-7 w-32" />
          <Skeleton className="h-4 w-28" />
        </Card>
      ))}
    </div>
  );
}

/** Says in words that a page is loading, around the grey shapes. */
export function Loading({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-6" aria-busy="true">
      <p role="status" className="sr-only">
        Loading {what}
      </p>
      {children}
    </div>
  );
}
