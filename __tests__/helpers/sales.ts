import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { z } from 'zod';
import {
  cancelOrder,
  getOrder,
  processPurchase,
  type credit,
  type orderSummary,
} from '@/lib/operations/orders';
import { recordPayment, reversePayment, type payment } from '@/lib/operations/payments';
import {
  createProduct,
  getProduct,
  listStockMovements,
  type product,
  type stockMovement,
} from '@/lib/operations/products';
import { getBalance } from '@/lib/operations/wallets';
import type { Arguments, Caller, Outcome } from './sql-callers';
import type { Business, World } from './world';

/** Selling, paying and cancelling, as the owner of a business does it straight in SQL. */

export type Product = z.infer<typeof product>;
export type Purchase = z.infer<(typeof processPurchase)['output']>;
export type Order = Purchase['order'];
export type OrderSummary = z.infer<typeof orderSummary>;
export type OrderWhole = z.infer<(typeof getOrder)['output']>;
export type Cancelled = z.infer<(typeof cancelOrder)['output']>;
export type Payment = z.infer<typeof payment>;
export type Credit = z.infer<typeof credit>;
export type StockMovement = z.infer<typeof stockMovement>;

export interface Item {
  product_id: string;
  quantity: number;
}

/** A line of an order. */
export const line = (of: { id: string }, quantity = 1): Item => ({ product_id: of.id, quantity });

/** A product at 10 a piece with a stock of 100; `stock: undefined` for one that is not counted. */
export async function addProduct(business: Business, args: Arguments = {}): Promise<Product> {
  const sku = `SKU-${randomUUID()}`;
  const given = { business_id: business.id, sku, name: sku, price: '10', stock: 100, ...args };
  return business.owner.run(createProduct, given);
}

/** A customer with a credit limit of 1000, and nothing on the prepaid wallet. */
export async function addBuyer(world: World, business: Business, args: Arguments = {}) {
  return world.addCustomer(business, { name: 'Buyer', balance: '0', credit_limit: '1000', ...args });
}

/** The arguments of a purchase, for `attempt`, `refusal` and the transports. */
export function purchaseOf(
  business: Business,
  customer: { id: string },
  items: readonly Item[],
  more: Arguments = {},
): Arguments {
  return { business_id: business.id, customer_id: customer.id, items, ...more };
}

/** A purchase; `by` is who makes it, where that is not the owner. */
export async function sell(
  business: Business,
  customer: { id: string },
  items: readonly Item[],
  more: Arguments = {},
  by: Caller = business.owner,
): Promise<Purchase> {
  return by.run(processPurchase, purchaseOf(business, customer, items, more));
}

/** What comes of a purchase that may be refused. */
export async function trySell(
  business: Business,
  customer: { id: string },
  items: readonly Item[],
  more: Arguments = {},
  by: Caller = business.owner,
): Promise<Outcome> {
  return by.attempt(processPurchase.name, purchaseOf(business, customer, items, more));
}

/** Money received in cash; over the oldest orders first, unless `order_id` is given. */
export async function pay(
  business: Business,
  customer: { id: string },
  amount: string,
  more: Arguments = {},
): Promise<Payment> {
  return business.owner.run(recordPayment, {
    business_id: business.id,
    customer_id: customer.id,
    amount,
    ...more,
  });
}

export async function reverse(business: Business, payment: { id: string }): Promise<Payment> {
  return business.owner.run(reversePayment, { business_id: business.id, payment_id: payment.id });
}

/** Cancels what is left of an order, or only the pieces given. */
export async function cancel(
  business: Business,
  order: { id: string },
  items?: readonly Item[],
): Promise<Cancelled> {
  return business.owner.run(cancelOrder, { business_id: business.id, order_id: order.id, items });
}

export async function readOrder(business: Business, order: { id: string }): Promise<OrderWhole> {
  return business.owner.run(getOrder, { business_id: business.id, order_id: order.id });
}

export async function stockOf(business: Business, product: { id: string }): Promise<number | null> {
  return (await business.owner.run(getProduct, { business_id: business.id, product_id: product.id })).stock;
}

/** The stock movements of a product, the oldest first. */
export async function movementsOf(business: Business, product: { id: string }): Promise<StockMovement[]> {
  const args = { business_id: business.id, product_id: product.id, page_size: 200 };
  return (await business.owner.run(listStockMovements, args)).data.reverse();
}

/** What a customer has, owes and may still spend. */
export async function creditOf(business: Business, customer: { id: string }): Promise<Credit> {
  const { currency, balance, held, unbilled_usage, owed, credit_limit, credit_left, can_spend } =
    await business.owner.run(getBalance, { business_id: business.id, customer_id: customer.id });
  return { currency, balance, held, unbilled_usage, owed, credit_limit, credit_left, can_spend };
}

/** A customer with orders of so many pieces of a product each, the oldest first. */
export async function addDebtor(
  world: World,
  business: Business,
  product: Product,
  pieces: readonly number[],
  args: Arguments = {},
) {
  const customer = await addBuyer(world, business, args);
  const orders: Order[] = [];
  for (const count of pieces) orders.push((await sell(business, customer, [line(product, count)])).order);
  return { customer, orders };
}

/** Of each order its status, what was paid and what is outstanding: `open 1.00 9.00`. */
export async function orderStates(business: Business, orders: readonly { id: string }[]): Promise<string[]> {
  return Promise.all(
    orders.map(async (order) => {
      const { status, paid, outstanding } = await readOrder(business, order);
      return `${status} ${paid} ${outstanding}`;
    }),
  );
}

/** Everything of a sale that could be left behind: one line for each table, with how many rows and what is in them. */
export async function tracesOf(admin: Pool, business: { id: string }): Promise<Record<string, string>> {
  const tables = [
    'products',
    'stock_movements',
    'orders',
    'order_items',
    'order_cancellations',
    'order_cancellation_items',
    'payments',
    'payment_allocations',
    'wallets',
    'ledger_entries',
  ];
  const { rows } = await admin.query<{ name: string; sum: string }>(
    tables
      .map(
        (
          name,
        ) => `select '${name}' as name, count(*) || ' ' || md5(string_agg(t::text, '|' order by t::text)) as sum
          from public.${name} as t where business_id = $1`,
      )
      .join(' union all '),
    [business.id],
  );
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum ?? '']));
}
