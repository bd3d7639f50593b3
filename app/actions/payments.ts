'use server';

import { refresh } from 'next/cache';
import { listCustomers } from '@/lib/operations/customers';
import type { OutputOf } from '@/lib/operations/define';
import { listOrders } from '@/lib/operations/orders';
import { paymentMethod, recordPayment, reversePayment } from '@/lib/operations/payments';
import { getBalance } from '@/lib/operations/wallets';
import { perform } from '@/lib/pages/perform';
import { invalidForm, type ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

export type RecordedPayment = OutputOf<typeof recordPayment>;

export type Payer = Pick<
  OutputOf<typeof listCustomers>['data'][number],
  'id' | 'name' | 'email' | 'currency' | 'owed'
>;

/** The few customers who match best, those who owe most before the others. */
export async function findPayersAction(term: string): Promise<ActionResult<Payer[]>> {
  const result = await perform(listCustomers, {
    search: term.slice(0, 200),
    sort: 'owed',
    direction: 'desc',
    limit: 6,
  });
  if (!result.ok) return result;
  return {
    ok: true,
    data: result.data.data.map(({ id, name, email, currency, owed }) => ({
      id,
      name,
      email,
      currency,
      owed,
    })),
  };
}

/** What a payment of a customer can be for, and what it can be taken from. */
export interface Owed {
  balance: string;
  owed: string;
  /** The oldest first. */
  orders: { id: string; number: number; outstanding: string }[];
}

/** What a customer owes right now: in all, and on each open order. */
export async function readOwedAction(customerId: string): Promise<ActionResult<Owed>> {
  const [balance, orders] = await Promise.all([
    perform(getBalance, { customer_id: customerId, limit: 1 }),
    perform(listOrders, { customer_id: customerId, status: 'open', limit: 200 }),
  ]);
  if (!balance.ok) return balance;
  if (!orders.ok) return orders;
  return {
    ok: true,
    data: {
      balance: balance.data.balance,
      owed: balance.data.owed,
      orders: orders.data.data.map(({ id, number, outstanding }) => ({ id, number, outstanding })).reverse(),
    },
  };
}

/** Without an `order_id` in the form the payment goes to the oldest orders first. */
export async function recordPaymentAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<RecordedPayment>> {
  const rest = textFields(form, ['order_id', 'reference', 'note']);
  const method = paymentMethod.safeParse(textField(form, 'method'));
  if (!method.success) return invalidForm({ method: 'choose how it was paid' });
  const result = await perform(
    recordPayment,
    {
      customer_id: textField(form, 'customer_id'),
      amount: textField(form, 'amount').trim(),
      method: method.data,
      ...rest,
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function reversePaymentAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof reversePayment>>> {
  const { reason } = textFields(form, ['reason']);
  const result = await perform(
    reversePayment,
    { payment_id: textField(form, 'payment_id'), ...(reason ? { reason } : {}) },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}
