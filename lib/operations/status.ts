import { z } from 'zod';
import { defineOperation } from './define';
import { businessId, time } from './schemas';

/** What runs by itself, as a business sees it. */

export const jobStatus = z.object({
  name: z.string(),
  description: z.string(),
  /** A cron expression in UTC. */
  schedule: z.string(),
  is_enabled: z.boolean(),
  /** When a scheduler called it last. */
  last_seen_at: time.nullable(),
  /** When it last found nothing left to do. */
  last_done_at: time.nullable(),
  last_duration_ms: z.number().int().nullable(),
  /** How many runs came to their end. */
  runs: z.number().int(),
  /** How many broke off with an error. */
  failures: z.number().int(),
  last_failed_at: time.nullable(),
});

export const getStatus = defineOperation({
  name: 'get_status',
  method: 'GET',
  path: '/status',
  tag: 'Health',
  summary: 'Whether what runs by itself does run, and what waits for it',
  description:
    'The scheduler and its jobs are those of the installation; what waits is of this business alone. The books are proved by `GET /ledger/proof`.',
  access: 'business:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    database_time: time,
    /** Now, as the business sees it: a sandbox may hold a test clock. */
    business_time: time,
    /** The newest migration of the database. */
    schema_version: z.string().nullable(),
    /** `none`: no job was started in the last five minutes. */
    scheduler: z.enum(['pg_cron', 'runner', 'none']),
    scheduler_seen_at: time.nullable(),
    jobs: z.array(jobStatus),
    /** How `GET /ledger/proof` came out last; null where it was never asked. */
    last_proof: z.object({ checked_at: time, discrepancies: z.number().int() }).nullable(),
    backlog: z.object({
      /** Hours before the current one that are not debited. */
      hours_due: z.number().int(),
      /** Until when the job leaves the business alone, after an error. */
      hours_set_aside_until: time.nullable(),
      /** Customers with usage that is summed up and not billed. */
      customers_unbilled: z.number().int(),
      /** Customers whose wallets could not bear what they used. */
      customers_held: z.number().int(),
      usage_billed_at: time.nullable(),
      /** Sessions that ran out of credits more than two minutes ago and are not closed in the books. */
      sessions_unsettled: z.number().int(),
      /** Deliveries of webhooks that are not made yet. */
      deliveries_pending: z.number().int(),
    }),
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});
