import { NotFoundState } from '@/components/data/not-found-state';

export default function ChargeNotFound() {
  return <NotFoundState title="No such charge" back={{ href: '/billing/charges', label: 'Open charges' }} />;
}
