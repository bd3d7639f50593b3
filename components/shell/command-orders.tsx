'use client';

import { Command } from 'cmdk';
import { ReceiptText } from 'lucide-react';
import { findOrders } from '@/app/actions/orders';
import { Amount } from '@/components/data/amount';
import { StatusBadge } from '@/components/data/status-badge';
import { orderBadge } from '@/components/orders/order-status';
import { useAnswer } from '@/lib/ui/use-answer';
import { commandItemClasses } from './command-actions';
import { orderNumber } from './order-number';

/** The order whose number is typed. Asked for once the typing pauses. */
export function CommandOrders({ term, go }: { term: string; go: (href: string) => void }) {
  const wanted = orderNumber(term);
  const { data: orders, isCurrent } = useAnswer(wanted, findOrders, 180);

  if (!isCurrent || orders === null || orders.length === 0) return null;
  return (
    <Command.Group heading="Orders">
      {orders.map((order) => (
        <Command.Item
          key={order.id}
          value={`order ${order.id}`}
          // The server has matched already: what is typed is a keyword, so that cmdk keeps and selects it.
          keywords={[term]}
          onSelect={() => go(`/orders/${order.id}`)}
          className={commandItemClasses}
        >
          <ReceiptText aria-hidden />
          <span className="min-w-0 flex-1 truncate">
            Order {order.number}
            <span className="text-muted ml-2">{order.customer_name}</span>
          </span>
          <StatusBadge status={orderBadge(order)} />
          <Amount value={order.total} currency={order.currency} className="text-muted max-sm:hidden" />
        </Command.Item>
      ))}
    </Command.Group>
  );
}
