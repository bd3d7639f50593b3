import { z } from 'zod';
import { defineOperation } from './define';
import { amountText, businessId, count, exactInstant, time } from './schemas';

/** The test clock of a sandbox. */

/** How far a move of the clock is, and what has happened on the way since it began. */
export const clockMove = z.object({
  /** Where the clock stands now. */
  test_clock_at: time,
  from: time,
  until: time,
  /** False where the answer could not wait for the end: ask for the same `until` again, and it goes on. */
  reached: z.boolean(),
  /** Full hours that were debited. */
  hours: count,
  debits_succeeded: count,
  debits_failed: count,
  total_debited: amountText,
  /** Charges for usage. */
  charges: count,
  total_billed: amountText,
  sessions_ended: count,
  holds_expired: count,
  /** Open orders that fell overdue. */
  orders_overdue: count,
  currency: z.string(),
});

export const advanceClock = defineOperation({
  name: 'advance_clock',
  method: 'POST',
  path: '/business/clock/advance',
  tag: 'Sandbox',
  summary: 'Move the test clock of a sandbox forward',
  description:
    'To a moment, or on by seconds, hours or days: just one of the four, at most 366 days. Hourly debits, billing, ends of sessions and holds, and due dates happen on the way, each at its own moment. An answer waits for some 6 seconds at the most; where it says `reached: false`, ask for its `until` again.',
  access: 'business:write',
  input: z.strictObject({
    business_id: businessId,
    until: exactInstant.optional(),
    seconds: z.number().int().min(1).max(31_622_400).optional(),
    hours: z.number().int().min(1).max(8784).optional(),
    days: z.number().int().min(1).max(366).optional(),
  }),
  output: clockMove,
  status: 200,
  idempotency: 'key',
  errors: ['not_a_sandbox'],
});
