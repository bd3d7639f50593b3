import { Archive, CircleDot, CirclePause } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { OutputOf } from '@/lib/operations/define';
import type { getProduct } from '@/lib/operations/products';

export type Product = OutputOf<typeof getProduct>;

const looks = {
  active: { label: 'On sale', tone: 'positive', icon: CircleDot },
  inactive: { label: 'Off sale', tone: 'warning', icon: CirclePause },
  archived: { label: 'Archived', tone: 'neutral', icon: Archive },
} as const;

/** Whether a product can be sold, in words and with a sign of its own. */
export function ProductStatus({ status }: { status: Product['status'] }) {
  const { label, tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

export const productStatusFilter = {
  name: 'status',
  label: 'Status',
  none: 'current',
  options: [
    { value: 'current', label: 'On and off sale' },
    { value: 'active', label: 'On sale' },
    { value: 'inactive', label: 'Off sale' },
    { value: 'archived', label: 'Archived' },
    { value: 'all', label: 'All' },
  ],
};
