import { z } from 'zod';
import { customer } from './customers';
import { debitLog } from './debits';
import { defineOperation } from './define';
import { amountText, businessId, count, time } from './schemas';

export const getOverview = defineOperation({
  name: 'get_overview',
  method: 'GET',
  path: '/overview',
  tag: 'Overview',
  summary: 'The figures of the first page',
  description: 'Needs `debits:read` beside `customers:read`: the debits of the day are part of it.',
  access: 'customers:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({
    currency: z.string(),
    as_of: time,
    customers: count,
    active_customers: count,
    total_balance: amountText,
    /** What one hour takes when every active customer can pay. */
    hourly_burn: amountText,
    /** Whole hours until the sum of balances is used up at that burn; null without a burn. */
    runway_hours: z.number().int().nullable(),
    /** Customers whose balance does not bear the next hour. */
    dry_customers: count,
    /** The last 24 hours, oldest first. */
    debits_by_hour: z.array(
      z.object({ period_start: time, debited: amountText, succeeded: count, failed: count }),
    ),
    /** Active customers with an hourly amount, the shortest runway first. */
    dry_next: z.array(customer),
    recent_logs: z.array(debitLog),
    running_sessions: count,
    /** What the running sessions burn together. */
    session_credits_per_minute: amountText,
  }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});
