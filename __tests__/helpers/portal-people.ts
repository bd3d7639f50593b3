import { inviteCustomer, joinBusiness } from '@/lib/operations/portal';
import type { Arguments, Caller, Outcome } from './sql-callers';
import type { Business, User, World } from './world';

/** People who are customers: by a link of the business, or by its join page. */

export interface Login extends User {
  customerId: string;
}

/** The link by which a customer gets their login. */
export async function linkFor(business: Business, customer: { id: string }, args: Arguments = {}) {
  const made = await business.owner.run(inviteCustomer, {
    business_id: business.id,
    customer_id: customer.id,
    ...args,
  });
  return { id: made.id, token: made.token ?? '' };
}

/** A login for a customer that there is, by a new account. */
export async function giveLogin(world: World, business: Business, customer: { id: string }): Promise<Login> {
  const { token } = await linkFor(business, customer);
  return { ...(await world.signUp({ invitation: token })), customerId: customer.id };
}

export async function slugOf(world: World, business: Business): Promise<string> {
  const { rows } = await world.admin.query<{ slug: string }>(
    'select slug from public.businesses where id = $1',
    [business.id],
  );
  return rows[0]?.slug ?? '';
}

export const join = (caller: Caller, slug: string, args: Arguments = {}) =>
  caller.run(joinBusiness, { slug, ...args });

export const tryJoin = (caller: Caller, slug: string, args: Arguments = {}): Promise<Outcome> =>
  caller.attempt(joinBusiness.name, { slug, ...args });

export const accept = (user: User, token: string): Promise<Outcome> =>
  user.caller.attempt('accept_invitation', { token });

/** The customers of a business that a person is, with what the ledger has of grants to them. */
export async function customersOf(world: World, business: Business, userId: string) {
  const { rows } = await world.admin.query<{
    id: string;
    name: string;
    email: string | null;
    grants: string[];
  }>(
    `select c.id, c.name, c.email, coalesce((
       select array_agg(trim_scale(e.amount)::text order by e.version)
       from public.wallets as w
       join public.ledger_entries as e on e.business_id = w.business_id and e.wallet_id = w.id
       where w.business_id = c.business_id and w.customer_id = c.id and e.kind = 'grant'), '{}') as grants
     from public.customers as c where c.business_id = $1 and c.user_id = $2`,
    [business.id, userId],
  );
  return rows;
}

export const hintOf = (outcome: Outcome): string =>
  outcome.ok ? 'done' : (outcome.failure.hint ?? outcome.failure.sqlstate);

/** How many calls had which end. */
export function tallyOf(outcomes: readonly Outcome[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const outcome of outcomes) tally[hintOf(outcome)] = (tally[hintOf(outcome)] ?? 0) + 1;
  return tally;
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
