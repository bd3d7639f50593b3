import { NotFoundState } from '@/components/data/not-found-state';

export default function PaymentNotFound() {
  return <NotFoundState title="No such payment" back={{ href: '/payments', label: 'Open payments' }} />;
}
