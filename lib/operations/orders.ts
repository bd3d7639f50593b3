import { z } from 'zod';
import { defineOperation } from './define';
import { payment, paymentMethod } from './payments';
import {
  amountText,
  businessId,
  id,
  instant,
  pageInput,
  pageOf,
  positiveAmount,
  term,
  text,
  time,
  wholeNumber,
} from './schemas';
import { ledgerEntry } from './wallets';

/** Sales on credit: several products in one order, made, read and cancelled. */

export const orderStatus = z.enum(['open', 'paid', 'cancelled']);

/** An order in a list. */
export const orderSummary = z.object({
  id,
  business_id: id,
  /** Counted up in the business; a number may be missing, none comes twice. */
  number: z.number().int(),
  customer_id: id,
  customer_name: z.string(),
  status: orderStatus,
  currency: z.string(),
  /** As it was sold. */
  total: amountText,
  /** The part of it that was cancelled. */
  cancelled: amountText,
  paid: amountText,
  /** `total` less `cancelled` less `paid`. */
  outstanding: amountText,
  /** Pieces, over all lines. */
  item_count: z.number().int(),
  /** Whether it has been owed for longer than the business allows. */
  overdue: z.boolean(),
  /** Until when it is not overdue. */
  due_at: time,
  note: z.string().nullable(),
  placed_at: time,
});

export const orderItem = z.object({
  product_id: id,
  /** As it was at the sale, like the name and the price. */
  sku: z.string(),
  name: z.string(),
  unit_price: amountText,
  quantity: z.number().int(),
  cancelled_quantity: z.number().int(),
  /** `unit_price` times `quantity`. */
  amount: amountText,
});

/** What a customer owes and may still spend, right now. */
export const credit = z.object({
  currency: z.string(),
  /** Of the prepaid wallet. */
  balance: amountText,
  /** On orders. */
  owed: amountText,
  credit_limit: amountText,
  /** What of the limit is left; zero where more is owed. */
  credit_left: amountText,
  /** Recorded, and not in the ledger yet. */
  held: amountText,
  unbilled_usage: amountText,
  /** What the prepaid balance and the credit left come to; null where the balance has no lower limit. */
  can_spend: amountText.nullable(),
});

const quantity = z
  .number()
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(1_000_000)
  .meta({ description: 'Whole pieces' });

const items = z
  .array(z.strictObject({ product_id: id, quantity }))
  .min(1)
  .max(200)
  .meta({ description: 'Several lines of one product add up' });

export const order = orderSummary.extend({
  items: z.array(orderItem),
  actor: z.string(),
  request_id: z.string().nullable(),
});

const purchase = {
  business_id: businessId,
  customer_id: id,
  items,
  payment: z
    .strictObject({
      amount: positiveAmount,
      method: paymentMethod.exclude(['balance']).optional(),
      reference: text(200).optional(),
    })
    .optional()
    .meta({ description: 'Money taken at once; more than the total becomes balance' }),
  use_balance: z.boolean().optional().meta({
    description:
      'Pay from the prepaid balance as far as it goes; the rest is on credit. Like `payment` it needs the permission payments:write',
  }),
};

export const processPurchase = defineOperation({
  name: 'process_purchase',
  method: 'POST',
  path: '/purchase',
  tag: 'Orders',
  summary: 'Make a purchase on credit',
  description:
    'One transaction: locks the customer’s wallet and the products, checks stock and credit, writes the order at the prices of this moment, lowers the stock and moves the balance. A refusal changes nothing.',
  access: 'orders:write',
  input: z.strictObject({ ...purchase, note: text(500).optional() }),
  output: z.object({
    success: z.literal(true),
    order,
    /** What was paid at once, by what. */
    payments: z.array(payment),
    credit,
  }),
  status: 201,
  idempotency: 'key',
  errors: [
    'customer_not_found',
    'customer_archived',
    'product_not_found',
    'product_not_for_sale',
    'insufficient_stock',
    'credit_limit_exceeded',
    'permission_denied',
  ],
  examples: {
    request: {
      customer_id: '0196c1f0-0000-7000-8000-000000000001',
      items: [{ product_id: '0196c1f0-0000-7000-8000-0000000000a1', quantity: 2 }],
    },
  },
});

export const previewPurchase = defineOperation({
  name: 'preview_purchase',
  method: 'POST',
  path: '/purchase/preview',
  tag: 'Orders',
  summary: 'What a purchase would do',
  description:
    'The same sums as `POST /api/purchase`, without doing it: each line with what is in stock, the total, and what it does to the credit. Nothing is reserved.',
  access: 'orders:read',
  input: z.strictObject(purchase),
  output: z.object({
    currency: z.string(),
    /** What would come of it now: `ok`, or the code of the refusal. */
    outcome: z.enum([
      'ok',
      'customer_archived',
      'product_not_for_sale',
      'insufficient_stock',
      'credit_limit_exceeded',
    ]),
    total: amountText,
    /** Of the total: taken from the prepaid balance, from the payment, and put on credit. */
    from_balance: amountText,
    from_payment: amountText,
    on_credit: amountText,
    /** What of the payment is more than the order, and becomes balance. */
    overpaid: amountText,
    /** By how much the credit left falls short; zero where it does not. */
    credit_missing: amountText,
    items: z.array(
      z.object({
        product_id: id,
        sku: z.string(),
        name: z.string(),
        unit_price: amountText,
        quantity: z.number().int(),
        amount: amountText,
        /** Null where the stock is not counted. */
        available: z.number().int().nullable(),
        problem: z.enum(['product_not_for_sale', 'insufficient_stock']).nullable(),
      }),
    ),
    before: credit,
    after: credit,
  }),
  status: 200,
  idempotency: 'natural',
  errors: ['customer_not_found', 'product_not_found'],
});

export const listOrders = defineOperation({
  name: 'list_orders',
  method: 'GET',
  path: '/orders',
  tag: 'Orders',
  summary: 'List orders',
  description:
    'The newest first. With `status=open` and an age these are the orders behind a figure of `GET /api/overdue`: `older_than_days` 30 and `up_to_days` 60 are its bucket of 31 to 60 days.',
  access: 'orders:read',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    status: z.enum(['open', 'overdue', 'paid', 'cancelled']).optional(),
    /** A number of an order, or part of the name of a customer. */
    search: term(200).optional(),
    older_than_days: wholeNumber(0, 3650).optional().meta({
      description: 'Placed more than so many times 24 hours ago',
    }),
    up_to_days: wholeNumber(0, 3650).optional().meta({
      description: 'Placed so many times 24 hours ago or less',
    }),
    as_of: instant.optional().meta({
      description:
        'What was owed at that moment, with each order as it then was; needs the status `open` or `overdue`. Ages count from it. Now, where it is left out',
    }),
    ...pageInput,
  }),
  output: pageOf(orderSummary),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

/** Money put on an order, or taken off it again: negative. */
export const allocation = z.object({
  payment_id: id,
  /** 1, 2, 3 … in the payment. */
  sequence: z.number().int(),
  amount: amountText,
  kind: z.enum(['payment', 'release', 'reversal']),
  method: paymentMethod,
  actor: z.string(),
  occurred_at: time,
});

export const cancellation = z.object({
  id,
  amount: amountText,
  reason: z.string().nullable(),
  items: z.array(z.object({ product_id: id, name: z.string(), quantity: z.number().int() })),
  actor: z.string(),
  request_id: z.string().nullable(),
  occurred_at: time,
});

export const getOrder = defineOperation({
  name: 'get_order',
  method: 'GET',
  path: '/orders/{order_id}',
  tag: 'Orders',
  summary: 'Read an order',
  description:
    'With its lines, what was paid on it, what was cancelled, and every ledger entry it caused: whoever may read an order may read these.',
  access: 'orders:read',
  forCustomers: true,
  input: z.strictObject({ business_id: businessId, order_id: id }),
  output: order.extend({
    allocations: z.array(allocation),
    cancellations: z.array(cancellation),
    entries: z.array(ledgerEntry),
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['order_not_found'],
});

export const cancelOrder = defineOperation({
  name: 'cancel_order',
  method: 'POST',
  path: '/orders/{order_id}/cancel',
  tag: 'Orders',
  summary: 'Cancel an order, whole or some lines',
  description:
    'Without `items` all that is left of it. The stock returns; the balance is put back by new ledger entries; what was paid for the cancelled part becomes balance on the prepaid wallet.',
  access: 'orders:write',
  input: z.strictObject({
    business_id: businessId,
    order_id: id,
    items: items.optional(),
    reason: text(500).optional(),
  }),
  output: z.object({ order, cancellation, credit }),
  status: 201,
  idempotency: 'key',
  errors: ['order_not_found', 'order_not_open', 'cancellation_exceeds_order', 'customer_archived'],
});
