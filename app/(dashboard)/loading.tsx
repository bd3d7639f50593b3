import { HeaderSkeleton, Loading, StatsSkeleton, TableSkeleton } from '@/components/data/page-skeleton';

export default function DashboardLoading() {
  return (
    <Loading what="the page">
      <HeaderSkeleton />
      <StatsSkeleton />
      <TableSkeleton />
    </Loading>
  );
}
