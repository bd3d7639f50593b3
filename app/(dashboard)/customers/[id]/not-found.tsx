import { NotFoundState } from '@/components/data/not-found-state';

export default function CustomerNotFound() {
  return <NotFoundState title="No such customer" back={{ href: '/customers', label: 'Open customers' }} />;
}
