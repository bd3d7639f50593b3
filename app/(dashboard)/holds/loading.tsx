import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';

export default function HoldsLoading() {
  return (
    <Loading what="the holds">
      <HeaderSkeleton />
      <TableSkeleton rows={8} />
    </Loading>
  );
}
