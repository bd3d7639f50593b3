import { ListSkeleton } from '@/components/portal/list-skeleton';

export default function AccountLoading() {
  return <ListSkeleton what="your account" />;
}
