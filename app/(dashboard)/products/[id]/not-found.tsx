import { NotFoundState } from '@/components/data/not-found-state';

export default function ProductNotFound() {
  return <NotFoundState title="No such product" back={{ href: '/products', label: 'Open products' }} />;
}
