import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';

export default function StatusLoading() {
  return (
    <Loading what="the status">
      <HeaderSkeleton />
      <TableSkeleton rows={5} />
    </Loading>
  );
}
