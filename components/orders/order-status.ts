import type { Status } from '@/components/data/status-badge';
import type { OutputOf } from '@/lib/operations/define';
import type { listOrders } from '@/lib/operations/orders';
import { isZero } from '@/lib/money/format';

export type OrderSummary = OutputOf<typeof listOrders>['data'][number];

export const orderStatusFilter = {
  name: 'status',
  label: 'Status',
  none: 'all',
  options: [
    { value: 'all', label: 'All orders' },
    { value: 'open', label: 'Open' },
    { value: 'overdue', label: 'Overdue' },
    { value: 'paid', label: 'Paid' },
    { value: 'cancelled', label: 'Cancelled' },
  ],
};

/** The state a person asks about: an open order is overdue, part paid, or simply open. */
export function orderBadge({
  status,
  overdue,
  paid,
}: Pick<OrderSummary, 'status' | 'overdue' | 'paid'>): Status {
  if (status !== 'open') return status;
  if (overdue) return 'overdue';
  return isZero(paid) ? 'open' : 'part_paid';
}
