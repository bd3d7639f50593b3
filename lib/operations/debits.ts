import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, count, id, instant, pageInput, pageOf, plan, time } from './schemas';

/** The hourly debit: runs as objects, a log row for each attempt, and the schedule. */

export const debitRun = z.object({
  id,
  /** `catch_up`: a scheduled hour that was made up for later. */
  trigger: z.enum(['schedule', 'catch_up', 'manual']),
  status: z.enum(['running', 'completed']),
  /** The start of the hour that is paid for. */
  period_start: time,
  /** Customers that were due when the run was made. */
  due: count,
  processed: count,
  succeeded: count,
  failed: count,
  total_debited: amountText,
  currency: z.string(),
  started_by: z.string(),
  started_at: time,
  finished_at: time.nullable(),
});

export const debitLog = z.object({
  run_id: id,
  customer_id: id,
  customer_name: z.string(),
  status: z.enum(['success', 'failed']),
  amount: amountText,
  balance_before: amountText,
  balance_after: amountText,
  currency: z.string(),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
  /** The hour it pays for. */
  period_start: time,
  /** 1 for the first attempt at that hour. */
  attempt: z.number().int(),
  created_at: time,
  /** The ledger entry that it wrote; null where it failed, and for whoever may read no wallets. */
  entry_id: z.string().nullable(),
});

const logFilters = {
  customer_id: id.optional(),
  status: z.enum(['success', 'failed']).optional(),
};

export const listDebitLogs = defineOperation({
  name: 'list_debit_logs',
  method: 'GET',
  path: '/customers/logs',
  tag: 'Debits',
  summary: 'List debit logs, newest first',
  access: 'debits:read',
  input: z.strictObject({
    business_id: businessId,
    ...logFilters,
    run_id: id.optional(),
    /** Of this hour alone. */
    period_start: instant.optional(),
    period_from: instant.optional().meta({ description: 'Of this hour and those after it' }),
    ...pageInput,
  }),
  output: pageOf(debitLog),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const triggerDebits = defineOperation({
  name: 'trigger_debits',
  method: 'POST',
  path: '/debit-processor/trigger',
  tag: 'Debits',
  summary: 'Run the hourly debit now',
  description:
    'Makes up for missed hours in order, then debits every active customer who has not paid for the current hour. An hour is never debited twice. With the `plan` of a preview it does just what was looked at, whole, or answers `plan_changed` and does nothing.',
  access: 'debits:run',
  input: z.strictObject({ business_id: businessId, plan: plan.optional() }),
  output: z.object({
    /** The newest of the runs: the one for the current hour. */
    run_id: id,
    /** `running` only where the answer could not wait for the end; the job goes on with it. */
    status: z.enum(['running', 'completed']),
    processed: count,
    succeeded: count,
    failed: count,
    total_debited: amountText,
    currency: z.string(),
    runs: z.array(debitRun),
  }),
  status: 200,
  idempotency: 'key',
  errors: ['plan_changed'],
});

export const previewDebits = defineOperation({
  name: 'preview_debits',
  method: 'GET',
  path: '/debit-processor/preview',
  tag: 'Debits',
  summary: 'What a run would take now',
  description:
    'Customer by customer, without doing it: the first 200, those who cannot pay before the others; the sums are of all. `plan` names it: sent with the trigger, just this is done.',
  access: 'debits:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    period_start: time,
    /** Scheduled hours before the current one that have not been run. */
    missed_hours: count,
    /** Customers who have an hour to pay for. */
    due: count,
    /** Debits, one for each customer and hour, missed hours included. */
    would_succeed: count,
    would_fail: count,
    total: amountText,
    currency: z.string(),
    lines: z.array(
      z.object({
        customer_id: id,
        customer_name: z.string(),
        /** Hours to pay for, missed ones included. */
        hours: count,
        hourly_debit_amount: amountText,
        would_succeed: count,
        would_fail: count,
        total: amountText,
        balance_before: amountText,
        balance_after: amountText,
      }),
    ),
    more_lines: count,
    /** Null above 20,000 debits: that many are run in chunks. */
    plan: plan.nullable(),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const getDebitStatus = defineOperation({
  name: 'get_debit_status',
  method: 'GET',
  path: '/debit-processor/status',
  tag: 'Debits',
  summary: 'Statistics of the hourly debit',
  access: 'debits:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    /** `pg_cron`, `runner` (the local stack's), or `none`: nothing has looked at the schedule of late. */
    scheduler: z.enum(['pg_cron', 'runner', 'none']),
    scheduler_seen_at: time.nullable(),
    last_run: debitRun.nullable(),
    next_run_at: time,
    missed_hours: count,
    runs: count,
    succeeded: count,
    failed: count,
    total_debited: amountText,
    currency: z.string(),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const listDebitRuns = defineOperation({
  name: 'list_debit_runs',
  method: 'GET',
  path: '/debit-processor/runs',
  tag: 'Debits',
  summary: 'List debit runs, newest first',
  access: 'debits:read',
  input: z.strictObject({ business_id: businessId, ...pageInput }),
  output: pageOf(debitRun),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const getDebitRun = defineOperation({
  name: 'get_debit_run',
  method: 'GET',
  path: '/debit-processor/runs/{run_id}',
  tag: 'Debits',
  summary: 'Read a debit run',
  access: 'debits:read',
  input: z.strictObject({ business_id: businessId, run_id: id }),
  output: debitRun,
  status: 200,
  idempotency: 'safe',
  errors: ['debit_run_not_found'],
});
