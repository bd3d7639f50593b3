'use server';

import { refresh } from 'next/cache';
import type { OutputOf } from '@/lib/operations/define';
import { cancelOrder, listOrders } from '@/lib/operations/orders';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

export type FoundOrder = Pick<
  OutputOf<typeof listOrders>['data'][number],
  'id' | 'number' | 'customer_name' | 'outstanding' | 'total' | 'currency' | 'status' | 'overdue' | 'paid'
>;

/** For the command palette: the order with a number, where there is one. */
export async function findOrders(number: string): Promise<ActionResult<FoundOrder[]>> {
  const result = await perform(listOrders, { search: `#${number.slice(0, 18)}`, limit: 5 });
  if (!result.ok) return result;
  const orders = result.data.data
    .filter((order) => String(order.number) === number)
    .map(({ id, number, customer_name, outstanding, total, currency, status, overdue, paid }) => ({
      id,
      number,
      customer_name,
      outstanding,
      total,
      currency,
      status,
      overdue,
      paid,
    }));
  return { ok: true, data: orders };
}

const quantityPrefix = 'quantity:';

/** Cancels all that is left of an order, or the pieces of `quantity:<product id>` fields where there are any. */
export async function cancelOrderAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof cancelOrder>>> {
  const { reason } = textFields(form, ['reason']);
  const items = [...form.keys()]
    .filter((name) => name.startsWith(quantityPrefix))
    .map((name) => ({
      product_id: name.slice(quantityPrefix.length),
      quantity: Number(textField(form, name)),
    }));
  const result = await perform(
    cancelOrder,
    {
      order_id: textField(form, 'order_id'),
      ...(items.length > 0 ? { items } : {}),
      ...(reason ? { reason } : {}),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}
