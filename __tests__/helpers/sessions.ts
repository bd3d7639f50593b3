import { addCredits } from '@/lib/operations/credits';
import {
  getSession,
  getSessionStatus,
  listSessions,
  startSession,
  stopSession,
  type session,
} from '@/lib/operations/sessions';
import type { z } from 'zod';
import type { Arguments, Caller, Outcome } from './sql-callers';
import type { Business, World } from './world';

/** Credits and sessions, as the owner of a business deals with them straight in SQL. */

export type Session = z.infer<typeof session>;
export type SessionWhole = z.infer<(typeof getSession)['output']>;
export type SessionStatus = z.infer<(typeof getSessionStatus)['output']>;
export type SessionStart = z.infer<(typeof startSession)['output']>;
export type SessionStop = z.infer<(typeof stopSession)['output']>;
type Customer = { id: string };

export const clockStart = '2026-03-01T09:30:00Z';

/** The moment so many seconds after `clockStart`, or after another. */
export const at = (seconds: number, from = clockStart): string =>
  new Date(Date.parse(from) + Math.round(seconds * 1000)).toISOString();

/** A customer with so many credits; none, where no number is given. */
export async function addBurner(
  world: World,
  business: Business,
  credits?: string,
  args: Arguments = {},
): Promise<Customer & { name: string }> {
  const { id, name } = await world.addCustomer(business, { business_id: business.id, ...args });
  if (credits !== undefined) await give(business, { id }, credits);
  return { id, name };
}

export const give = (business: Business, customer: Customer, credits: string, args: Arguments = {}) =>
  business.owner.run(addCredits, { business_id: business.id, customer_id: customer.id, credits, ...args });

export const start = (
  business: Business,
  customer: Customer,
  args: Arguments = {},
  caller: Caller = business.owner,
): Promise<SessionStart> =>
  caller.run(startSession, { business_id: business.id, customer_id: customer.id, ...args });

export const tryStart = (
  business: Business,
  customer: Customer,
  args: Arguments = {},
  caller: Caller = business.owner,
): Promise<Outcome> =>
  caller.attempt(startSession.name, { business_id: business.id, customer_id: customer.id, ...args });

export const stop = (
  business: Business,
  customer: Customer,
  args: Arguments = {},
  caller: Caller = business.owner,
): Promise<SessionStop> =>
  caller.run(stopSession, { business_id: business.id, customer_id: customer.id, ...args });

export const statusOf = (
  business: Business,
  customer: Customer,
  caller: Caller = business.owner,
): Promise<SessionStatus> =>
  caller.run(getSessionStatus, { business_id: business.id, customer_id: customer.id });

export const readSession = (business: Business, id: string, args: Arguments = {}): Promise<SessionWhole> =>
  business.owner.run(getSession, { business_id: business.id, session_id: id, ...args });

/** Every session of a business, the oldest first, or those that the filters ask for. */
export async function sessionsOf(business: Business, filters: Arguments = {}): Promise<Session[]> {
  const sessions: Session[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const args: Arguments = { business_id: business.id, page_size: 200, cursor, ...filters };
    const page = await business.owner.run(listSessions, args);
    sessions.push(...page.data);
    cursor = page.next_cursor;
  }
  return sessions.reverse();
}

/** A movement of the credits wallet that is no session, straight by the one function that posts. */
export async function post(
  world: World,
  business: Business,
  customer: Customer,
  amount: string,
  kind: 'adjustment' | 'refund' = 'adjustment',
): Promise<void> {
  await world.admin.query(
    `select private.post_movement($1, $2, 'credits', $3, $4, 'test', 'test', null, private.clock($1))`,
    [business.id, customer.id, amount, kind],
  );
}

/** Makes the job find one business due, or all of them, as a minute that passes does; the others wait. */
export async function letAMinutePass(world: World, business?: Business): Promise<void> {
  await world.admin.query(
    `update private.session_schedules set next_run_at =
       case when business_id = coalesce($1, business_id) then '-infinity' else 'infinity' end::timestamptz`,
    [business?.id],
  );
}

/** One step of the job; whether there was anything to do. */
export async function stepOfSettling(world: World, chunkSize = 500): Promise<boolean> {
  const { rows } = await world.admin.query<{ more: boolean }>('select private.settle_sessions($1) as more', [
    chunkSize,
  ]);
  return rows[0]?.more ?? false;
}

/** What the scheduler does each minute: steps until nothing is due. */
export async function settleBySchedule(world: World, chunkSize = 500, business?: Business): Promise<void> {
  await letAMinutePass(world, business);
  while (await stepOfSettling(world, chunkSize));
}

export async function advanceClock(world: World, business: Business, until: string): Promise<void> {
  await world.admin.query('select private.advance_clock($1, $2)', [business.id, until]);
}

/** What a credits wallet holds in the ledger: the cached balance, the sum of its entries and of those of sessions. */
export async function bookedOf(world: World, business: Business, customer: Customer) {
  const { rows } = await world.admin.query<{ balance: string; sum: string; burned: string; entries: number }>(
    `select trim_scale(w.balance)::text as balance, trim_scale(coalesce(sum(e.amount), 0))::text as sum,
       trim_scale(-coalesce(sum(e.amount) filter (where e.kind = 'session'), 0))::text as burned,
       count(*) filter (where e.kind = 'session')::integer as entries
     from public.wallets as w
     left join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
     where w.business_id = $1 and w.customer_id = $2 and w.kind = 'credits'
     group by w.business_id, w.id, w.balance`,
    [business.id, customer.id],
  );
  return rows[0] ?? { balance: '0', sum: '0', burned: '0', entries: 0 };
}
