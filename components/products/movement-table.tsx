import { ActorCell } from '@/components/data/actor';
import { DataTable, type Column } from '@/components/data/data-table';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import type { OutputOf } from '@/lib/operations/define';
import type { listStockMovements } from '@/lib/operations/products';
import { cn } from '@/lib/ui/cn';

export type StockMovement = OutputOf<typeof listStockMovements>['data'][number];

const kinds: Record<StockMovement['kind'], string> = {
  opening: 'First stock',
  delivery: 'Delivery',
  adjustment: 'Loss',
  count: 'Count',
  sale: 'Sale',
  cancellation: 'Cancellation',
  untracked: 'Counting stopped',
};

/** Signed pieces with a typeset minus, as amounts have. */
function signed(quantity: number): string {
  const digits = Math.abs(quantity).toLocaleString('en-US');
  return quantity < 0 ? `\u2212${digits}` : quantity > 0 ? `+${digits}` : digits;
}

function Cause({ movement }: { movement: StockMovement }) {
  if (movement.order_id !== null) {
    return (
      <QuietLink href={`/orders/${movement.order_id}`} className="whitespace-nowrap">
        Order {movement.order_number}
      </QuietLink>
    );
  }
  return movement.reason ? (
    <span className="text-ink-soft wrap-anywhere">{movement.reason}</span>
  ) : (
    <span className="text-muted">{movement.kind === 'opening' ? 'Created with it' : 'No reason given'}</span>
  );
}

const columns: readonly Column<StockMovement>[] = [
  {
    key: 'kind',
    header: 'Movement',
    phone: 'lead',
    cell: (movement) => (
      <span className="whitespace-nowrap">
        {kinds[movement.kind]} <span className="tabular text-muted font-normal">#{movement.version}</span>
      </span>
    ),
  },
  {
    key: 'quantity',
    header: 'Pieces',
    align: 'end',
    phone: 'figure',
    cell: (movement) => (
      <span className={cn('tabular font-medium', movement.quantity > 0 && 'text-positive')}>
        {signed(movement.quantity)}
      </span>
    ),
  },
  {
    key: 'after',
    header: 'On hand after',
    align: 'end',
    phone: 'named',
    cell: (movement) =>
      movement.kind === 'untracked' ? (
        <span className="text-muted">Not counted</span>
      ) : (
        <span className="tabular">{movement.stock_after.toLocaleString('en-US')}</span>
      ),
  },
  { key: 'cause', header: 'Cause', phone: 'bare', cell: (movement) => <Cause movement={movement} /> },
  {
    key: 'actor',
    header: 'By',
    phone: 'bare',
    cell: (movement) => <ActorCell actor={movement.actor} requestId={movement.request_id} />,
  },
  {
    key: 'time',
    header: 'Time',
    align: 'end',
    phone: 'bare',
    cell: (movement) => <Timestamp value={movement.occurred_at} className="text-muted" />,
  },
];

/** Every movement of a stock, newest first; a sale leads to its order. */
export function MovementTable({ movements }: { movements: readonly StockMovement[] }) {
  return (
    <DataTable
      caption="Stock movements, newest first"
      columns={columns}
      rows={movements}
      rowKey={(movement) => movement.id}
    />
  );
}
