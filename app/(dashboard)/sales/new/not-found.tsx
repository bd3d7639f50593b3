import { NotFoundState } from '@/components/data/not-found-state';

export default function CustomerNotFound() {
  return <NotFoundState title="No such customer" back={{ href: '/sales/new', label: 'Choose another' }} />;
}
