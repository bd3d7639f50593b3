import { NotFoundState } from '@/components/data/not-found-state';

export default function SessionNotFound() {
  return (
    <NotFoundState title="No such session" back={{ href: '/sessions/history', label: 'Open sessions' }} />
  );
}
