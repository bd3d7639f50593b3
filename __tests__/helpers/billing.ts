import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import {
  listBillingRuns,
  listUsageCharges,
  triggerBilling,
  type billingRun,
  type usageCharge,
} from '@/lib/operations/billing';
import { recordUsage, type usageRecord } from '@/lib/operations/usage';
import { getBalance } from '@/lib/operations/wallets';
import type { Arguments, Caller } from './sql-callers';
import type { Business, World } from './world';

/** Recording and billing usage, as the owner of a business and the scheduler do it straight in SQL. */

export type BillingRun = z.infer<typeof billingRun>;
export type UsageCharge = z.infer<typeof usageCharge>;
export type UsageRecord = z.infer<typeof usageRecord>;

/** One event of a service at 1 a unit, with an id of its own, unless said otherwise. */
export async function use(
  business: Business,
  customer: { id: string },
  units: string,
  args: Arguments = {},
): Promise<UsageRecord> {
  return business.owner.run(recordUsage, usageOf(business, customer, units, args));
}

export function usageOf(
  business: Business,
  customer: { id: string },
  units: string,
  args: Arguments = {},
): Arguments {
  return {
    business_id: business.id,
    customer_id: customer.id,
    units,
    request_id: randomUUID(),
    ...(args['product_id'] === undefined && { service: 'calls', price_per_unit: '1' }),
    ...args,
  };
}

/** One step of the job, with chunks of that size. */
export async function stepOfBilling(world: World, collectSize = 200_000, billSize = 500): Promise<boolean> {
  const { rows } = await world.admin.query<{ more: boolean }>('select private.bill_usage($1, $2) as more', [
    collectSize,
    billSize,
  ]);
  return rows[0]?.more ?? false;
}

/** What the scheduler does each minute: steps until nothing is due that nobody else is at work on. */
export async function billBySchedule(world: World, collectSize?: number, billSize?: number): Promise<void> {
  await letAMinutePass(world);
  for (let hasMore = true; hasMore;) hasMore = await stepOfBilling(world, collectSize, billSize);
}

/** As if the last runs had been a minute ago. The rows in one order, since several may say so at once. */
export async function letAMinutePass(world: World): Promise<void> {
  await world.admin.query(
    `with schedules as materialized (
       select s.business_id from private.usage_schedules as s order by s.business_id for update
     )
     update private.usage_schedules as s set next_run_at = s.next_run_at - interval '1 minute'
     from schedules as o where o.business_id = s.business_id`,
  );
}

/** A run by hand, driven to its end as the route does it. */
export async function billByHand(caller: Caller, businessId?: string): Promise<BillingRun> {
  let run = await caller.run(triggerBilling, { business_id: businessId });
  while (run.status === 'running') run = await advance(caller, run, businessId);
  return run;
}

export async function advance(caller: Caller, run: { id: string }, businessId?: string): Promise<BillingRun> {
  const args = { business_id: businessId, billing_run_id: run.id };
  return triggerBilling.output.parse(await caller.call('advance_billing', args));
}

/** The billing runs of a business, the oldest first. */
export async function billingRunsOf(business: Business): Promise<BillingRun[]> {
  const args = { business_id: business.id, page_size: 200 };
  return (await business.owner.run(listBillingRuns, args)).data.reverse();
}

/** The charges of a business, the oldest first. */
export async function chargesOf(business: Business): Promise<UsageCharge[]> {
  const args = { business_id: business.id, page_size: 200 };
  return (await business.owner.run(listUsageCharges, args)).data.reverse();
}

/** What was billed of each service, in order: `calls 3 events 6 units 6.00`. */
export async function billed(business: Business): Promise<string[]> {
  return (await chargesOf(business)).map(
    ({ name, events, units, amount }) => `${name} ${events} events ${units} units ${amount}`,
  );
}

/** Balance and unbilled usage of a customer. */
export async function standOf(business: Business, customer: { id: string }): Promise<string> {
  const args = { business_id: business.id, customer_id: customer.id };
  const { balance, unbilled_usage } = await business.owner.run(getBalance, args);
  return `${balance} unbilled ${unbilled_usage}`;
}

/** Why something waits, and of whom: `calls insufficient_funds`. */
export async function heldOf(world: World, business: Business): Promise<string[]> {
  const { rows } = await world.admin.query<{ line: string }>(
    `select coalesce(t.service, p.name) || ' ' || t.held_reason as line
     from public.usage_totals as t
     left join public.products as p on p.business_id = t.business_id and p.id = t.product_id
     where t.business_id = $1 and t.held_reason is not null order by t.held_since, t.meter`,
    [business.id],
  );
  return rows.map(({ line }) => line);
}

export interface Exactness {
  /** Events that no charge, and events that more than one charge counts as its own. */
  unbilled: number;
  twice: number;
  /** Charges whose events, units or ledger entry are not what they say. */
  wrong: number;
}

/** Each event of a business against the charges whose range it lies in, and each charge against its entry. */
export async function exactness(world: World, business: Business): Promise<Exactness> {
  const { rows } = await world.admin.query<Exactness>(
    `with pairs as materialized (
       select e.id as event_id, e.units, c.id as charge_id
       from public.usage_events as e
       left join public.usage_charges as c
         on c.business_id = e.business_id and c.customer_id = e.customer_id
         and c.meter = coalesce('product:' || e.product_id, 'service:' || e.service)
         and e.id > c.after_event_id and e.id <= c.up_to_event_id
       where e.business_id = $1
     ), own as (
       select p.charge_id as id, count(*) as events, sum(p.units) as units from pairs as p group by p.charge_id
     )
     select
       (select count(*)::integer from pairs where charge_id is null) as unbilled,
       (select count(*)::integer from (select from pairs group by event_id having count(*) > 1) as t) as twice,
       (select count(*)::integer from public.usage_charges as c
        left join own as o on o.id = c.id
        left join public.ledger_entries as l
          on l.business_id = c.business_id and l.kind = 'usage' and l.reference_id = c.id
        where c.business_id = $1 and (
          (o.events, o.units) is distinct from (c.events, c.units)
          or case when c.amount = 0 then l.amount is not null else
            (l.amount, l.wallet_id, l.version) is distinct from (-c.amount, c.wallet_id, c.version) end
        )) as wrong`,
    [business.id],
  );
  const [row] = rows;
  if (!row) throw new Error('counting gave no row');
  return row;
}

export const exact: Exactness = { unbilled: 0, twice: 0, wrong: 0 };
