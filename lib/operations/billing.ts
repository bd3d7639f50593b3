import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, count, id, pageInput, pageOf, plan, time } from './schemas';
import { heldReason } from './usage';
import { ledgerEntry } from './wallets';

/** Billing of usage: runs as objects, and the charges they put into the ledger. */

export const billingRun = z.object({
  id,
  trigger: z.enum(['schedule', 'manual']),
  status: z.enum(['running', 'completed']),
  /** Events that were new to billing. */
  events: count,
  /** One for each customer and product or service: each is one ledger entry, unless it came to nothing. */
  charges: count,
  total_billed: amountText,
  /** Customers and products or services that could not be billed. */
  held: count,
  total_held: amountText,
  currency: z.string(),
  started_by: z.string(),
  started_at: time,
  finished_at: time.nullable(),
});

/** One ledger entry's worth of usage: `GET /usage?charge_id=` lists its events. */
export const usageCharge = z.object({
  id,
  billing_run_id: id,
  customer_id: id,
  customer_name: z.string(),
  service: z.string().nullable(),
  product_id: id.nullable(),
  /** The service, or the name of the product. */
  name: z.string(),
  events: count,
  units: amountText,
  /** What the ledger entry took; what is finer than 6 decimals waits for the next charge. */
  amount: amountText,
  currency: z.string(),
  /** `{wallet_id}.{version}`; null where there was nothing to pay. */
  entry_id: z.string().nullable(),
  charged_at: time,
});

export const triggerBilling = defineOperation({
  name: 'trigger_billing',
  method: 'POST',
  path: '/billing/runs',
  tag: 'Billing',
  summary: 'Bill usage now',
  description:
    'Bills everything recorded so far, as the job does each minute. Where a run is under way already, this is that run. An event is never billed twice. With the `plan` of a preview it does just what was looked at, whole, or answers `plan_changed` and does nothing.',
  access: 'billing:run',
  input: z.strictObject({ business_id: businessId, plan: plan.optional() }),
  output: billingRun,
  status: 200,
  idempotency: 'key',
  errors: ['plan_changed'],
});

export const previewBilling = defineOperation({
  name: 'preview_billing',
  method: 'GET',
  path: '/billing/preview',
  tag: 'Billing',
  summary: 'What a billing run would do now',
  description:
    'Customer by customer, without doing it. The 200 dearest lines are listed; the sums are of all. `plan` names it: sent with the trigger, just this is done.',
  access: 'usage:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    as_of: time,
    currency: z.string(),
    /** Events that no run has looked at yet. */
    new_events: count,
    would_bill: count,
    total: amountText,
    would_hold: count,
    total_held: amountText,
    lines: z.array(
      z.object({
        customer_id: id,
        customer_name: z.string(),
        service: z.string().nullable(),
        product_id: id.nullable(),
        name: z.string(),
        events: count,
        units: amountText,
        amount: amountText,
        outcome: z.enum(['bill', 'hold']),
        held_reason: heldReason.nullable(),
      }),
    ),
    more_lines: count,
    /** Null above 20,000 charges: that many are run in chunks. */
    plan: plan.nullable(),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const getBillingStatus = defineOperation({
  name: 'get_billing_status',
  method: 'GET',
  path: '/billing/status',
  tag: 'Billing',
  summary: 'Statistics of the billing of usage',
  access: 'usage:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    /** `pg_cron`, `runner` (the local stack's), or `none`: nothing has looked at the schedule of late. */
    scheduler: z.enum(['pg_cron', 'runner', 'none']),
    scheduler_seen_at: time.nullable(),
    last_run: billingRun.nullable(),
    runs: count,
    charges: count,
    total_billed: amountText,
    unbilled: amountText,
    held: amountText,
    held_customers: count,
    currency: z.string(),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const listBillingRuns = defineOperation({
  name: 'list_billing_runs',
  method: 'GET',
  path: '/billing/runs',
  tag: 'Billing',
  summary: 'List billing runs, newest first',
  access: 'usage:read',
  input: z.strictObject({ business_id: businessId, ...pageInput }),
  output: pageOf(billingRun),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const getBillingRun = defineOperation({
  name: 'get_billing_run',
  method: 'GET',
  path: '/billing/runs/{billing_run_id}',
  tag: 'Billing',
  summary: 'Read a billing run',
  access: 'usage:read',
  input: z.strictObject({ business_id: businessId, billing_run_id: id }),
  output: billingRun,
  status: 200,
  idempotency: 'safe',
  errors: ['billing_run_not_found'],
});

export const listUsageCharges = defineOperation({
  name: 'list_usage_charges',
  method: 'GET',
  path: '/billing/charges',
  tag: 'Billing',
  summary: 'List charges for usage, newest first',
  access: 'usage:read',
  input: z.strictObject({
    business_id: businessId,
    billing_run_id: id.optional(),
    customer_id: id.optional(),
    ...pageInput,
  }),
  output: pageOf(usageCharge),
  status: 200,
  idempotency: 'safe',
  errors: ['billing_run_not_found', 'customer_not_found'],
});

export const getUsageCharge = defineOperation({
  name: 'get_usage_charge',
  method: 'GET',
  path: '/billing/charges/{usage_charge_id}',
  tag: 'Billing',
  summary: 'Read a charge for usage',
  access: 'usage:read',
  input: z.strictObject({ business_id: businessId, usage_charge_id: id }),
  output: usageCharge.extend({
    /** The ledger entry itself; null where there was nothing to pay. */
    entry: ledgerEntry.nullable(),
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['usage_charge_not_found'],
});
