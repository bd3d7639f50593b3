import { NotFoundState } from '@/components/data/not-found-state';

export default function OrderNotFound() {
  return <NotFoundState title="No such order" back={{ href: '/orders', label: 'Open orders' }} />;
}
