import { ListSkeleton } from '@/components/portal/list-skeleton';

export default function OrdersLoading() {
  return <ListSkeleton what="your orders" />;
}
