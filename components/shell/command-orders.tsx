'use client';

import { Command } from 'cmdk';
import { ReceiptText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { findOrders, type FoundOrder } from '@/app/actions/orders';
import { Amount } from '@/components/data/amount';
import { StatusBadge } from '@/components/data/status-badge';
import { orderBadge } from '@/components/orders/order-status';
import { commandItemClasses } from './command-actions';
import { orderNumber } from './order-number';

/** The order whose number is typed. Asked for once the typing pauses. */
export function CommandOrders({ term, go }: { term: string; go: (href: string) => void }) {
  const [found, setFound] = useState<{ number: string; orders: FoundOrder[] } | null>(null);
  const wanted = orderNumber(term);

  useEffect(() => {
    if (wanted === null) return;
    let stale = false;
    const timer = setTimeout(() => {
      findOrders(wanted).then(
        (orders) => {
          if (!stale) setFound({ number: wanted, orders });
        },
        () => undefined,
      );
    }, 180);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted]);

  if (wanted === null || found?.number !== wanted || found.orders.length === 0) return null;
  return (
    <Command.Group heading="Orders">
      {found.orders.map((order) => (
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
