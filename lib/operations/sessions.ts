import { z } from 'zod';
import { defineOperation } from './define';
import {
  amountText,
  businessId,
  count,
  date,
  id,
  nonNegativeAmount,
  pageInput,
  pageOf,
  text,
  time,
} from './schemas';
import { ledgerEntry } from './wallets';

/**
 * Live sessions: what is burned is worked out from when a session began and at what rate, never counted by a process.
 * Each of these is for staff and API keys on any customer, and for a signed-in customer on themselves.
 */

export const sessionEndReason = z.enum(['stopped', 'ran_out', 'ended_by_business', 'customer_archived']);

export const session = z.object({
  id,
  customer_id: id,
  customer_name: z.string(),
  status: z.enum(['active', 'ended']),
  /** Fixed when the session began. */
  credits_per_minute: amountText,
  description: z.string().nullable(),
  started_at: time,
  ended_at: time.nullable(),
  end_reason: sessionEndReason.nullable(),
  /** Whole seconds it has lasted, right at this instant. */
  seconds: count,
  /** Whole credits: one each time a credit's worth of time has passed. Right at this instant. */
  credits_used: amountText,
  /** What the customer has right now; null once it ended. */
  credits_left: amountText.nullable(),
  /** When the credits last until, if nothing else moves them; null once it ended, and where they never run out. */
  runs_out_at: time.nullable(),
  started_by: z.string(),
  ended_by: z.string().nullable(),
});

const clock = {
  as_of: time,
  /** A sandbox whose time moves only when someone moves it: a counter on a page must not run. */
  clock_stands_still: z.boolean(),
};

const moment = {
  ...clock,
  customer_id: id,
  /** What the customer has right now: the balance less what a running session has burned. */
  credits: amountText,
  /** What of them is set aside by holds, and not burned. */
  credits_held: amountText,
  /** What the running session burns, or a new one would. */
  credits_per_minute: amountText,
};

export const sessionStatus = z.object({
  ...moment,
  /** Whether a session can be started: none is running, and there is at least one credit. */
  can_start: z.boolean(),
  /** The running one. */
  session: session.nullable(),
  /** The newest that has ended. */
  last_session: session.nullable(),
});

const customerId = id.optional().meta({
  description: 'Left out by a signed-in customer, who means themselves',
});

export const startSession = defineOperation({
  name: 'start_session',
  method: 'POST',
  path: '/session/start',
  tag: 'Sessions',
  summary: 'Start a session',
  description:
    'Needs at least one credit. A customer has one running session at a time. It ends by itself at the moment the credits run out.',
  access: 'sessions:write',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: customerId,
    credits_per_minute: nonNegativeAmount.optional().meta({
      description: 'For this session, in place of the rate of the business. Not for customers themselves',
    }),
    description: text(200).optional(),
  }),
  output: z.object({ ...moment, session }),
  status: 201,
  idempotency: 'key',
  errors: ['customer_not_found', 'customer_archived', 'session_already_active', 'insufficient_credits'],
  examples: { request: { customer_id: '0196c1f0-0000-7000-8000-000000000001' } },
});

export const stopSession = defineOperation({
  name: 'stop_session',
  method: 'POST',
  path: '/session/stop',
  tag: 'Sessions',
  summary: 'Stop a session',
  description:
    'The running session of the customer, or the one named by `session_id`. Stopping one that has ended changes nothing and answers with it.',
  access: 'sessions:write',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: customerId,
    session_id: id.optional().meta({
      description: 'So that a request that comes late cannot stop a session that was started after it',
    }),
  }),
  output: z.object({
    ...moment,
    session,
    /** False where the session had ended before. */
    stopped: z.boolean(),
  }),
  status: 200,
  idempotency: 'key',
  errors: ['customer_not_found', 'session_not_found'],
});

export const getSessionStatus = defineOperation({
  name: 'get_session_status',
  method: 'GET',
  path: '/session/status',
  tag: 'Sessions',
  summary: 'Credits and running session of a customer, right now',
  access: 'sessions:read',
  forCustomers: true,
  input: z.strictObject({ business_id: businessId, customer_id: customerId }),
  output: sessionStatus,
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const listSessions = defineOperation({
  name: 'list_sessions',
  method: 'GET',
  path: '/sessions',
  tag: 'Sessions',
  summary: 'List sessions',
  description: 'The newest first.',
  access: 'sessions:read',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    status: z.enum(['active', 'ended']).optional(),
    end_reason: sessionEndReason.optional(),
    from_day: date.optional().meta({ description: 'Only what ran on this day of UTC or later' }),
    to_day: date.optional().meta({ description: 'Only what ran on this day of UTC or earlier' }),
    ...pageInput,
  }),
  output: pageOf(session).extend(clock),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});

export const getSession = defineOperation({
  name: 'get_session',
  method: 'GET',
  path: '/sessions/{session_id}',
  tag: 'Sessions',
  summary: 'Read a session, with what it put into the ledger',
  description:
    'The entries are paged by `limit` and `cursor`, the newest first. What a running session has burned since its last entry is in `credits_used` already.',
  access: 'sessions:read',
  forCustomers: true,
  input: z.strictObject({ business_id: businessId, session_id: id, ...pageInput }),
  output: session.extend({ ...clock, entries: pageOf(ledgerEntry) }),
  status: 200,
  idempotency: 'safe',
  errors: ['session_not_found'],
});

export const getSessionAnalytics = defineOperation({
  name: 'get_session_analytics',
  method: 'GET',
  path: '/sessions/analytics',
  tag: 'Sessions',
  summary: 'Minutes and credits by day',
  description:
    'Days are of UTC. A session that passes midnight counts in each of its days with what belongs to it.',
  access: 'sessions:read',
  forCustomers: true,
  input: z.strictObject({
    business_id: businessId,
    customer_id: id.optional(),
    from_day: date
      .optional()
      .meta({ description: 'The first day; 29 days before the last unless it is given' }),
    to_day: date.optional().meta({ description: 'The last day; today unless it is given' }),
  }),
  output: z.object({
    from_day: date,
    to_day: date,
    /** Up to this moment running sessions are counted. */
    as_of: time,
    /** Sessions that ran at some time of these days. */
    sessions: count,
    customers: count,
    /** To two decimals. */
    minutes: amountText,
    credits: amountText,
    days: z.array(z.object({ day: date, sessions: count, minutes: amountText, credits: amountText })),
    /** Who burned most, at most five. */
    top_customers: z.array(
      z.object({
        customer_id: id,
        customer_name: z.string(),
        sessions: count,
        minutes: amountText,
        credits: amountText,
      }),
    ),
    /** Running right now, whatever the days. */
    running: count,
    /** What the running sessions burn together. */
    credits_per_minute: amountText,
  }),
  status: 200,
  idempotency: 'safe',
  errors: ['customer_not_found'],
});
