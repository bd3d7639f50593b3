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
import { ledgerEntry } from './wallets';

/**
 * Holds: an amount of a wallet that is set aside while work is in flight, so that nothing else can spend it. It is
 * captured, in part or whole, released, or it expires by itself at the exact moment it says.
 */

export const holdWallet = z.enum(['prepaid', 'credits']);
export const holdStatus = z.enum(['active', 'captured', 'released', 'expired']);

export const hold = z.object({
  id,
  customer_id: id,
  customer_name: z.string(),
  wallet: holdWallet,
  /** A currency code, or credit. */
  unit: z.string(),
  /** What was set aside. */
  amount: amountText,
  /** What was taken of it so far. */
  captured: amountText,
  /** What is still set aside right now: nothing once it is not active. */
  held: amountText,
  /** `captured` and `released` say how it ended: a captured one may have given back a part. */
  status: holdStatus,
  description: z.string().nullable(),
  created_at: time,
  expires_at: time,
  /** Null while it is active; of one that expired, the moment it did. */
  ended_at: time.nullable(),
  /** Who made it. */
  actor: z.string(),
  request_id: z.string().nullable(),
});

const clock = {
  as_of: time,
  /** A sandbox whose time moves only when someone moves it: a countdown on a page must not run. */
  clock_stands_still: z.boolean(),
};

const holdErrors = ['hold_not_found', 'hold_not_active'] as const;

export const createHold = defineOperation({
  name: 'create_hold',
  method: 'POST',
  path: '/holds',
  tag: 'Holds',
  summary: 'Set an amount aside',
  description:
    'What is held cannot be spent, debited, billed or burned by anything else until it is captured, released or expires. Refused where the wallet cannot bear it: its balance, less its minimum, other holds and unbilled usage.',
  access: 'holds:write',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id,
    wallet: holdWallet.optional().meta({ description: '`prepaid` unless `credits` are held' }),
    amount: positiveAmount,
    expires_in: z
      .number()
      .int()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta({ description: 'Seconds from now; seven days where neither this nor `expires_at` is given' }),
    expires_at: exactInstant.optional(),
    description: text(200).optional(),
  }),
  output: hold,
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived', 'insufficient_funds', 'insufficient_credits'],
  examples: {
    request: {
      customer_id: '0196c1f0-0000-7000-8000-000000000001',
      amount: '25.00',
      expires_in: 900,
      description: 'render job 4711',
    },
  },
});

export const listHolds = defineOperation({
  name: 'list_holds',
  method: 'GET',
  path: '/holds',
  tag: 'Holds',
  summary: 'List holds, the newest first',
  access: 'holds:read',
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    wallet: holdWallet.optional(),
    status: holdStatus.optional(),
    ...pageInput,
  }),
  output: pageOf(hold).extend(clock),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const getHold = defineOperation({
  name: 'get_hold',
  method: 'GET',
  path: '/holds/{hold_id}',
  tag: 'Holds',
  summary: 'Read a hold and what was captured of it',
  access: 'holds:read',
  input: z.strictObject({ business_id: businessId, hold_id: id }),
  output: hold.extend({ captures: z.array(ledgerEntry), ...clock }),
  status: 200,
  idempotency: 'safe',
  errors: ['hold_not_found'],
});

export const captureHold = defineOperation({
  name: 'capture_hold',
  method: 'POST',
  path: '/holds/{hold_id}/capture',
  tag: 'Holds',
  summary: 'Take what was set aside, or a part of it',
  description:
    'One ledger entry for what is taken. What is left of the hold is given back, unless `keep_rest` keeps it for another capture.',
  access: 'holds:write',
  input: z.strictObject({
    business_id: businessId,
    hold_id: id,
    amount: positiveAmount.optional().meta({ description: 'All that is still held where it is left out' }),
    keep_rest: z.boolean().optional(),
    description: text(200).optional(),
  }),
  output: z.object({
    hold,
    entry: ledgerEntry,
  }),
  status: 200,
  idempotency: 'key',
  errors: [...holdErrors, 'capture_exceeds_hold', 'customer_archived'],
  examples: { request: { hold_id: '0196c1f0-0000-7000-8000-0000000000e1', amount: '18.40' } },
});

export const releaseHold = defineOperation({
  name: 'release_hold',
  method: 'POST',
  path: '/holds/{hold_id}/release',
  tag: 'Holds',
  summary: 'Give back what was set aside',
  description: 'Releasing one that was released or has expired changes nothing and answers with it.',
  access: 'holds:write',
  input: z.strictObject({ business_id: businessId, hold_id: id }),
  output: hold,
  status: 200,
  idempotency: 'key',
  errors: [...holdErrors],
});
