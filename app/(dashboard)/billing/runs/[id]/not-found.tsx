import { NotFoundState } from '@/components/data/not-found-state';

export default function BillingRunNotFound() {
  return <NotFoundState title="No such run" back={{ href: '/billing', label: 'Open billing' }} />;
}
