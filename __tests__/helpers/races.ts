import type { Pool, PoolClient } from 'pg';
import { callFunction, type Arguments, type Caller, type Outcome } from './sql-callers';
import { backendOf, inTransaction, until, untilSomebodyWaitsFor } from './waiting';

/** Two things at the same moment, made to meet: by locks that are held and watched, never by waiting a while. */

export type Call = readonly [name: string, args: Arguments];

/** A call that is made while another has done its work and not committed, and has to wait for it. */
export async function secondWaits(
  admin: Pool,
  caller: Caller,
  first: Call,
  second: Call,
  secondCaller: Caller = caller,
): Promise<{ first: unknown; second: Outcome }> {
  let waiting: Promise<Outcome> | undefined;
  const answer = await caller.transaction(async (client) => {
    const { body } = await callFunction(client, ...first);
    waiting = secondCaller.attempt(...second);
    await untilSomebodyWaitsFor(admin, await backendOf(client));
    return body;
  });
  if (waiting === undefined) throw new Error('the second was never made');
  return { first: answer, second: await waiting };
}

/** A call that is made while another has done its work and not committed, and that may wait for nobody's lock. */
export async function secondWaitsForNobody(
  caller: Caller,
  first: Call,
  second: Call,
): Promise<{ first: unknown; second: unknown }> {
  return caller.transaction(async (client) => {
    const { body } = await callFunction(client, ...first);
    const other = await caller.transaction(async (impatient) => {
      await impatient.query("set local lock_timeout = '50ms'");
      return callFunction(impatient, ...second);
    });
    return { first: body, second: other.body };
  });
}

/** Calls that come to wait while rows are held, each after the one before, and go on when they are let go. */
export async function allWaitFor(
  admin: Pool,
  hold: (client: PoolClient) => Promise<unknown>,
  calls: (() => Promise<Outcome>)[],
): Promise<Outcome[]> {
  const outcomes = await inTransaction(admin, async (client) => {
    await hold(client);
    const started: Promise<Outcome>[] = [];
    for (const call of calls) {
      started.push(call());
      await until(`${started.length} wait`, async () => (await waiters(admin)) === started.length);
    }
    return started;
  });
  return Promise.all(outcomes);
}

async function waiters(admin: Pool): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}
