import { z } from 'zod';
import { defineOperation } from './define';
import {
  amountText,
  businessId,
  exactInstant,
  id,
  pageInput,
  pageOf,
  positiveAmount,
  text,
  time,
} from './schemas';
import { usageEvent } from './usage';

/** Balances and the ledger they are the sum of. */

export const walletKind = z.enum(['prepaid', 'receivable', 'credits']);

export const wallet = z.object({
  id,
  kind: walletKind,
  /** A currency code, or `credit`. */
  unit: z.string(),
  balance: amountText,
  /** The lowest balance the wallet may reach; null where there is no limit. */
  minimum_balance: amountText.nullable(),
  held: amountText,
  /** How many entries the wallet has. */
  version: z.number().int(),
});

export const ledgerEntry = z.object({
  /** `{wallet_id}.{version}` */
  id: z.string(),
  wallet_id: id,
  wallet_kind: walletKind,
  customer_id: id,
  version: z.number().int(),
  amount: amountText,
  balance_after: amountText,
  unit: z.string(),
  kind: z.string(),
  /** The account at the other end of the movement. */
  counter_account: z.string(),
  description: z.string().nullable(),
  reference_type: z.string().nullable(),
  reference_id: id.nullable(),
  /** Who caused it: `user:…`, `api_key:…`, `job:…`. */
  actor: z.string(),
  request_id: z.string().nullable(),
  occurred_at: time,
  recorded_at: time,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export const getLedgerEntry = defineOperation({
  name: 'get_ledger_entry',
  method: 'GET',
  path: '/ledger/entries/{entry_id}',
  tag: 'Wallets',
  summary: 'Read a ledger entry and what else its request did',
  description:
    'What the request did to the same customer: entries of any wallet within a minute, orders, payments, sessions and holds. Empty where a job made the entry.',
  access: 'wallets:read',
  input: z.strictObject({
    business_id: businessId,
    entry_id: z
      .string()
      .regex(
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[1-9]\d{0,17}$/,
        'must be the `id` of a ledger entry: a wallet and a version',
      ),
  }),
  output: z.object({
    entry: ledgerEntry,
    customer_name: z.string(),
    /** Those of the same request, this one among them. */
    request_entries: z.array(ledgerEntry),
    request_rows: z.array(z.object({ type: z.enum(['order', 'payment', 'session', 'hold']), id })),
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['ledger_entry_not_found'],
});

export const balance = z.object({
  customer_id: id,
  currency: z.string(),
  balance: amountText,
  /** What the prepaid wallet can bear right now; null where there is no limit. */
  available: amountText.nullable(),
  /** What holds set aside of the balance. */
  held: amountText,
  /** What is recorded and not in the ledger yet. */
  unbilled_usage: amountText,
  /** On orders. */
  owed: amountText,
  credit_limit: amountText,
  credit_left: amountText,
  /** `available` and `credit_left` less `unbilled_usage`: what a purchase is checked against. */
  can_spend: amountText.nullable(),
  /** What sessions burn, right at this instant: less what the running one has burned. */
  credits: amountText,
  /** What of them holds set aside: sessions do not burn it. */
  credits_held: amountText,
  /** The running session. */
  session: z
    .object({
      id,
      started_at: time,
      credits_per_minute: amountText,
      credits_used: amountText,
      /** A forecast: left out where `as_of` was given. */
      runs_out_at: time.nullable().optional(),
    })
    .nullable(),
  as_of: time,
  wallets: z.array(wallet),
  /** The newest first. Left out where `as_of` was given: `GET /api/usage` takes `occurred_before`. */
  usage_events: pageOf(usageEvent).optional(),
});

export const addCredit = defineOperation({
  name: 'add_credit',
  method: 'POST',
  path: '/billing/credit',
  tag: 'Wallets',
  summary: 'Top up a prepaid wallet',
  description: 'Give `amount`, or `amount_cents` in the smallest unit of the currency.',
  access: 'wallets:write',
  input: z
    .strictObject({
      business_id: businessId,
      customer_id: id,
      amount: positiveAmount.optional(),
      amount_cents: z
        .number()
        .int('must be a whole number')
        .positive('must be more than zero')
        .max(9e14)
        .optional(),
      description: text(500).optional(),
    })
    .refine((input) => (input.amount === undefined) !== (input.amount_cents === undefined), {
      path: ['amount'],
      message: 'or amount_cents is required, and not both',
    }),
  output: z.object({ customer_id: id, currency: z.string(), balance: amountText, entry: ledgerEntry }),
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived'],
  examples: { request: { customer_id: '0196c1f0-0000-7000-8000-000000000001', amount: '50.00' } },
});

export const getBalance = defineOperation({
  name: 'get_balance',
  method: 'GET',
  path: '/billing/balance/{customer_id}',
  tag: 'Wallets',
  summary: 'Read the balance of a customer',
  description:
    'Right at this instant, with what is recorded and not billed yet, and the usage events, paged by `limit` and `cursor`. With `as_of` every figure is as it stood then: the ledger entries, payments, holds and usage that had happened, what a session that ran had burned, and the limits of the time. What happened by then and came later, such as usage sent with an earlier `occurred_at`, counts. The forecast when credits run out and the usage events are left out.',
  access: 'wallets:read',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    as_of: exactInstant.optional().meta({
      description: 'A moment that is past, RFC 3339, and then no `cursor`; now, where it is left out',
    }),
    ...pageInput,
  }),
  output: balance,
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const listLedgerEntries = defineOperation({
  name: 'list_ledger_entries',
  method: 'GET',
  path: '/customers/{customer_id}/ledger',
  tag: 'Wallets',
  summary: 'List the ledger entries of a customer',
  access: 'wallets:read',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    wallet: walletKind.optional(),
    ...pageInput,
  }),
  output: pageOf(ledgerEntry),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const getLedgerProof = defineOperation({
  name: 'get_ledger_proof',
  method: 'GET',
  path: '/ledger/proof',
  tag: 'Wallets',
  summary: 'Prove every wallet of the business',
  description:
    'Recomputes each wallet from its entries: the sum, the running balances, the versions without gaps, the hash chain; debits, orders, payments, stock, usage, sessions and holds against the ledger; and the trial balance. What does not agree is listed row by row, up to 1,000 rows.',
  access: 'wallets:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    ok: z.boolean(),
    checked_at: time,
    wallets: z.number().int(),
    entries: z.number().int(),
    trial_balance: z.array(z.object({ unit: z.string(), account: z.string(), amount: z.string() })),
    discrepancies: z.array(
      z.object({
        /** Null where it is no wallet that does not agree: `expected` names the order, product, run or usage then. */
        wallet_id: id.nullable(),
        version: z.number().int().nullable(),
        check: z.string(),
        expected: z.string().nullable(),
        actual: z.string().nullable(),
      }),
    ),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});
