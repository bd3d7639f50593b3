import { z } from 'zod';
import { customerStatus } from './customers';
import { hold } from './holds';
import { amountText, count, id, time } from './schemas';
import { sessionEndReason } from './sessions';

/** What is sent to a webhook endpoint: for each type of event, what is told of it. */

const wallet = z.object({
  wallet_id: id,
  wallet: z.enum(['prepaid', 'credits']),
  /** A currency code, or credit. */
  unit: z.string(),
  balance: amountText,
  /** The lowest that a movement may leave; null where there is no limit. */
  minimum_balance: amountText.nullable(),
  /** The threshold; null where there is none. */
  low_balance: amountText.nullable(),
});

const customer = z.object({
  customer_id: id,
  name: z.string(),
  email: z.string().nullable(),
  external_id: z.string().nullable(),
  status: customerStatus,
  created_at: time,
});

/** As it was right after what is told; `GET /orders/{order_id}` has the lines. */
const order = z.object({
  order_id: id,
  number: count,
  status: z.enum(['open', 'paid', 'cancelled']),
  currency: z.string(),
  total: amountText,
  cancelled: amountText,
  paid: amountText,
  outstanding: amountText,
  item_count: count,
  placed_at: time,
});

const payment = z.object({
  payment_id: id,
  amount: amountText,
  currency: z.string(),
  method: z.enum(['cash', 'card', 'bank_transfer', 'other', 'balance']),
  reference: z.string().nullable(),
  received_at: time,
  reversed_at: time.nullable(),
  reversal_reason: z.string().nullable(),
});

const debit = z.object({
  run_id: id,
  amount: amountText,
  currency: z.string(),
  balance: amountText,
  /** The start of the hour that is not paid. */
  period_start: time,
  /** 1 for the first attempt at that hour. */
  attempt: count,
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});

const heldUsage = z.object({
  service: z.string().nullable(),
  product_id: id.nullable(),
  reason: z.enum(['insufficient_funds', 'customer_archived', 'internal_error']),
  /** What is recorded and not billed. */
  held: amountText,
  currency: z.string(),
  held_since: time,
});

const session = z.object({
  session_id: id,
  credits_per_minute: amountText,
  description: z.string().nullable(),
  started_at: time,
  started_by: z.string(),
  ended_at: time.nullable(),
  end_reason: sessionEndReason.nullable(),
  ended_by: z.string().nullable(),
  /** Zero until it has ended. */
  seconds: count,
  credits_used: amountText,
});

const test = z.object({ endpoint_id: id, message: z.string() });

const envelope = { id, timestamp: time, business_id: id };

function message<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({ ...envelope, type: z.literal(type), customer_id: id, data });
}

/** The body of a webhook, as `webhooks.verify` of the client gives it. */
export const webhookMessage = z.union([
  message('wallet.low', wallet),
  message('wallet.exhausted', wallet),
  message('customer.created', customer),
  message('customer.archived', customer),
  message('order.created', order),
  message('order.cancelled', order),
  message('order.overdue', order),
  message('payment.received', payment),
  message('payment.reversed', payment),
  message('debit.failed', debit),
  message('usage.held', heldUsage),
  message('session.started', session),
  message('session.ended', session),
  message('hold.created', hold),
  message('hold.captured', hold),
  message('hold.released', hold),
  message('hold.expired', hold),
  z.object({ ...envelope, type: z.literal('webhook.test'), customer_id: id.nullable(), data: test }),
]);
