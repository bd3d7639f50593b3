import { HeaderSkeleton, Loading, TableSkeleton } from '@/components/data/page-skeleton';

export default function ListLoading() {
  return (
    <Loading what="the list">
      <HeaderSkeleton />
      <TableSkeleton rows={10} />
    </Loading>
  );
}
