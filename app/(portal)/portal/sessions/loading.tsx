import { ListSkeleton } from '@/components/portal/list-skeleton';

export default function SessionsLoading() {
  return <ListSkeleton what="your sessions" />;
}
