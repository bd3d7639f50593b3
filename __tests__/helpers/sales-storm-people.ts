import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { cancelOrder, processPurchase } from '@/lib/operations/orders';
import { recordPayment } from '@/lib/operations/payments';
import type { Item } from './sales';
import { add, basket, one, type Ask, type SalesTally, type Shop } from './sales-storm';

/** The people in a sales storm, each doing one thing after the other while it goes on. */

export async function keepBuying(
  ask: Ask,
  shop: Shop,
  tally: SalesTally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const items = basket(shop.products);
    const customerId = one(shop.customers);
    for (const { product_id, quantity } of items) add(tally.asked, product_id, quantity);
    const args = {
      customer_id: customerId,
      items,
      ...one([{}, {}, {}, { payment: { amount: `${randomInt(1, 40)}.50` } }, { use_balance: true }]),
    };
    const { requestId, outcome } = await ask('process_purchase', args, [
      'insufficient_stock',
      'credit_limit_exceeded',
    ]);
    if (!outcome.ok) continue;
    const { order, payments } = processPurchase.output.parse(outcome.body);
    tally.sold.set(requestId, { customerId, total: order.total, items });
    tally.orders.push({ id: order.id, customerId, items });
    tally.payments.push(...payments.map(({ id }) => id));
  }
}

/** Payments over the oldest orders, on one order, and from the balance; now and then one is reversed. */
export async function keepPaying(
  ask: Ask,
  shop: Shop,
  tally: SalesTally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const order = tally.orders.length > 0 && randomInt(3) === 0 ? one(tally.orders) : undefined;
    const { outcome } = await ask(
      'record_payment',
      {
        customer_id: order?.customerId ?? one(shop.customers),
        amount: `${randomInt(5, 250)}.25`,
        order_id: order?.id,
        method: one(['cash', 'card', 'balance']),
      },
      ['order_not_open', 'payment_exceeds_owed', 'insufficient_funds'],
    );
    if (outcome.ok) tally.payments.push(recordPayment.output.parse(outcome.body).id);
    if (tally.payments.length > 0 && randomInt(6) === 0)
      await ask('reverse_payment', { payment_id: one(tally.payments) }, ['payment_already_reversed']);
  }
}

/** Whole orders, and single pieces of them. */
export async function keepCancelling(
  ask: Ask,
  _shop: Shop,
  tally: SalesTally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    if (tally.orders.length === 0) {
      await ask('list_orders', {}, []);
      continue;
    }
    const order = one(tally.orders.slice(-40));
    const piece = { product_id: one(order.items).product_id, quantity: 1 };
    const { outcome } = await ask(
      'cancel_order',
      { order_id: order.id, items: randomInt(2) === 0 ? [piece] : undefined },
      ['order_not_open', 'cancellation_exceeds_order'],
    );
    if (!outcome.ok) continue;
    for (const { product_id, quantity } of cancelOrder.output.parse(outcome.body).cancellation.items)
      add(tally.returned, product_id, quantity);
  }
}

/** Brings in half of what is asked for, so that stock runs out all the time; now and then a piece is lost. */
export async function keepDelivering(
  ask: Ask,
  shop: Shop,
  tally: SalesTally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    for (const { id } of shop.products) {
      const missing = Math.ceil((tally.asked.get(id) ?? 0) / 2) - (tally.delivered.get(id) ?? 0);
      const change = missing > 0 ? missing : -1;
      const { outcome } = await ask('adjust_stock', { product_id: id, change }, ['insufficient_stock']);
      if (outcome.ok) add(tally.delivered, id, change);
    }
  }
}

export async function keepChangingLimits(
  ask: Ask,
  shop: Shop,
  _tally: SalesTally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn())
    await ask(
      'update_customer',
      { customer_id: one(shop.customers), credit_limit: one(['0', '40', '150', '150', '400']) },
      [],
    );
}

const counted = z.array(z.object({ product_id: z.string(), stock: z.coerce.number() }));

/** Products whose stock is not what the tills were told came in, was sold and came back. */
export function stockFaults(tally: SalesTally, found: unknown): string[] {
  const sold = new Map<string, number>();
  for (const { items } of tally.sold.values())
    for (const { product_id, quantity } of items satisfies readonly Item[]) add(sold, product_id, quantity);
  return counted.parse(found).flatMap(({ product_id, stock }) => {
    const told =
      (tally.delivered.get(product_id) ?? 0) -
      (sold.get(product_id) ?? 0) +
      (tally.returned.get(product_id) ?? 0);
    return stock === told && stock >= 0
      ? []
      : [`product ${product_id}: ${stock} on hand, ${told} by what was told`];
  });
}
