import { NotFoundState } from '@/components/data/not-found-state';

export default function RunNotFound() {
  return <NotFoundState title="No such run" back={{ href: '/debits', label: 'Open debits' }} />;
}
