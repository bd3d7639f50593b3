import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import type { Order } from './order-facts';

type Line = Order['items'][number];

/** The lines as they were sold, with what of each was cancelled since. */
export function OrderLines({ order }: { order: Order }) {
  const columns: readonly Column<Line>[] = [
    {
      key: 'product',
      header: 'Product',
      phone: 'lead',
      cell: (line) => (
        <span className="grid min-w-32">
          <span className="wrap-anywhere">{line.name}</span>
          <span className="text-muted font-mono text-xs font-normal">{line.sku}</span>
        </span>
      ),
    },
    {
      key: 'price',
      header: 'Price',
      align: 'end',
      cell: (line) => <Amount value={line.unit_price} currency={order.currency} />,
    },
    {
      key: 'quantity',
      header: 'Quantity',
      align: 'end',
      cell: (line) => (
        <span className="tabular">
          {line.quantity.toLocaleString('en-US')}
          {line.cancelled_quantity > 0 ? (
            <span className="text-muted">, {line.cancelled_quantity.toLocaleString('en-US')} cancelled</span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'amount',
      header: 'Amount',
      align: 'end',
      phone: 'figure',
      cell: (line) => <Amount value={line.amount} currency={order.currency} className="font-medium" />,
    },
  ];
  return (
    <DataTable
      caption="Lines of the order"
      columns={columns}
      rows={order.items}
      rowKey={(line) => line.product_id}
      rowHref={(line) => `/products/${line.product_id}`}
    />
  );
}
