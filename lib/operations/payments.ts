import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, id, pageInput, pageOf, positiveAmount, text, time } from './schemas';
import { ledgerEntry } from './wallets';

/** Money received for orders, and which order each part of it was put on. */

/** `balance`: taken from the prepaid wallet of the customer. */
export const paymentMethod = z.enum(['cash', 'card', 'bank_transfer', 'other', 'balance']);

export const payment = z.object({
  id,
  customer_id: id,
  customer_name: z.string(),
  currency: z.string(),
  amount: amountText,
  method: paymentMethod,
  /** The number on the bank statement, the receipt … */
  reference: z.string().nullable(),
  note: z.string().nullable(),
  status: z.enum(['received', 'reversed']),
  /** What of it is on orders now. */
  allocated: amountText,
  /** What of it went to the prepaid balance: paid too much, or released by a cancellation. Zero once reversed. */
  to_balance: amountText,
  actor: z.string(),
  request_id: z.string().nullable(),
  received_at: time,
  reversed_at: time.nullable(),
  reversal_reason: z.string().nullable(),
  /** Row by row, the oldest first; what is taken off an order again is negative. */
  allocations: z.array(
    z.object({
      order_id: id,
      order_number: z.number().int(),
      amount: amountText,
      kind: z.enum(['payment', 'release', 'reversal']),
      occurred_at: time,
    }),
  ),
});

export const recordPayment = defineOperation({
  name: 'record_payment',
  method: 'POST',
  path: '/payments',
  tag: 'Payments',
  summary: 'Record a payment',
  description:
    'Against `order_id`, or without it over the oldest orders first. What is more than is owed becomes balance on the prepaid wallet. With `method` `balance` the money comes from that wallet, and no more than is owed is taken.',
  access: 'payments:write',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    amount: positiveAmount,
    order_id: id.optional(),
    method: paymentMethod.optional(),
    reference: text(200).optional(),
    note: text(500).optional(),
  }),
  output: payment,
  status: 201,
  idempotency: 'key',
  errors: [
    'customer_not_found',
    'customer_archived',
    'order_not_found',
    'order_not_open',
    'payment_exceeds_owed',
    'insufficient_funds',
  ],
  examples: { request: { customer_id: '0196c1f0-0000-7000-8000-000000000001', amount: '150.00' } },
});

export const listPayments = defineOperation({
  name: 'list_payments',
  method: 'GET',
  path: '/payments',
  tag: 'Payments',
  summary: 'List payments',
  description: 'The newest first.',
  access: 'payments:read',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    status: z.enum(['received', 'reversed']).optional(),
    method: paymentMethod.optional(),
    ...pageInput,
  }),
  output: pageOf(payment),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const getPayment = defineOperation({
  name: 'get_payment',
  method: 'GET',
  path: '/payments/{payment_id}',
  tag: 'Payments',
  summary: 'Read a payment',
  description: 'With every ledger entry it caused.',
  access: 'payments:read',
  input: z.strictObject({ business_id: businessId, payment_id: id }),
  output: payment.extend({ entries: z.array(ledgerEntry) }),
  status: 200,
  idempotency: 'safe',
  errors: ['payment_not_found'],
});

export const reversePayment = defineOperation({
  name: 'reverse_payment',
  method: 'POST',
  path: '/payments/{payment_id}/reverse',
  tag: 'Payments',
  summary: 'Reverse a payment',
  description:
    'For money that did not arrive after all. The orders it was on are owed again, beyond the credit limit if need be, and what went to the balance is taken back, below zero if it was spent.',
  access: 'payments:write',
  input: z.strictObject({ business_id: businessId, payment_id: id, reason: text(500).optional() }),
  output: payment,
  status: 201,
  idempotency: 'key',
  errors: ['payment_not_found', 'payment_already_reversed', 'customer_archived'],
});
