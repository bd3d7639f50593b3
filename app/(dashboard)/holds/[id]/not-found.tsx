import { NotFoundState } from '@/components/data/not-found-state';

export default function HoldNotFound() {
  return <NotFoundState title="No such hold" back={{ href: '/holds', label: 'Open holds' }} />;
}
