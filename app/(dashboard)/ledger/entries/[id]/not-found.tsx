import { NotFoundState } from '@/components/data/not-found-state';

export default function EntryNotFound() {
  return (
    <NotFoundState title="No such ledger entry" back={{ href: '/customers', label: 'Open customers' }} />
  );
}
