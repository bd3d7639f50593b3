import { ListSkeleton } from '@/components/portal/list-skeleton';

export default function CreditsLoading() {
  return <ListSkeleton what="your credits" />;
}
