import { NotFoundState } from '@/components/data/not-found-state';

export default function EventNotFound() {
  return <NotFoundState title="No such event" back={{ href: '/usage/events', label: 'Open events' }} />;
}
