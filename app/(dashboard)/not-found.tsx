import { NotFoundState } from '@/components/data/not-found-state';

export default function DashboardNotFound() {
  return <NotFoundState />;
}
