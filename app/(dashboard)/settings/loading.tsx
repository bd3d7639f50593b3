import { Loading, TableSkeleton } from '@/components/data/page-skeleton';

export default function SettingsLoading() {
  return (
    <Loading what="the settings">
      <TableSkeleton rows={4} />
    </Loading>
  );
}
