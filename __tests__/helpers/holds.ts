import type { z } from 'zod';
import {
  captureHold,
  createHold,
  getHold,
  listHolds,
  releaseHold,
  type hold as holdSchema,
} from '@/lib/operations/holds';
import { getBalance } from '@/lib/operations/wallets';
import type { Arguments, Caller, Outcome } from './sql-callers';
import type { Business, World } from './world';

/** Setting aside, capturing and releasing, as the owner of a business does it straight in SQL. */

export type Hold = z.infer<typeof holdSchema>;
export type HoldWhole = z.infer<(typeof getHold)['output']>;
type Named = { id: string };

export const hold = (
  business: Business,
  customer: Named,
  amount: string,
  args: Arguments = {},
  caller: Caller = business.owner,
): Promise<Hold> =>
  caller.run(createHold, { business_id: business.id, customer_id: customer.id, amount, ...args });

export const tryHold = (
  business: Business,
  customer: Named,
  amount: string,
  args: Arguments = {},
  caller: Caller = business.owner,
): Promise<Outcome> =>
  caller.attempt(createHold.name, { business_id: business.id, customer_id: customer.id, amount, ...args });

export const capture = (business: Business, held: Named, args: Arguments = {}) =>
  business.owner.run(captureHold, { business_id: business.id, hold_id: held.id, ...args });

export const tryCapture = (business: Business, held: Named, args: Arguments = {}): Promise<Outcome> =>
  business.owner.attempt(captureHold.name, { business_id: business.id, hold_id: held.id, ...args });

export const release = (business: Business, held: Named): Promise<Hold> =>
  business.owner.run(releaseHold, { business_id: business.id, hold_id: held.id });

export const tryRelease = (business: Business, held: Named): Promise<Outcome> =>
  business.owner.attempt(releaseHold.name, { business_id: business.id, hold_id: held.id });

export const readHold = (business: Business, held: Named): Promise<HoldWhole> =>
  business.owner.run(getHold, { business_id: business.id, hold_id: held.id });

/** Every hold of a business, the oldest first, or those that the filters ask for. */
export async function holdsOf(business: Business, filters: Arguments = {}): Promise<Hold[]> {
  const holds: Hold[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const args: Arguments = { business_id: business.id, page_size: 200, cursor, ...filters };
    const page = await business.owner.run(listHolds, args);
    holds.push(...page.data);
    cursor = page.next_cursor;
  }
  return holds.reverse();
}

/** What a customer has, what of it is held, and what can be spent. */
export async function figuresOf(business: Business, customer: Named) {
  const { balance, held, available, can_spend, credits, credits_held } = await business.owner.run(
    getBalance,
    {
      business_id: business.id,
      customer_id: customer.id,
      page_size: 1,
    },
  );
  return { balance, held, available, can_spend, credits, credits_held };
}

/** What the job does each minute: steps until nothing has expired that is not written down. */
export async function writeDownExpired(world: World, most = 500): Promise<void> {
  for (let more = true; more;) {
    const { rows } = await world.admin.query<{ more: boolean }>('select private.release_holds($1) as more', [
      most,
    ]);
    more = rows[0]?.more ?? false;
  }
}

/** How holds stand in their table: what is written, whatever the time. */
export async function writtenOf(world: World, business: Business): Promise<string[]> {
  const { rows } = await world.admin.query<{ line: string }>(
    `select format('%s %s', status, trim_scale(amount - captured)) as line
     from public.holds where business_id = $1 order by id`,
    [business.id],
  );
  return rows.map(({ line }) => line);
}
