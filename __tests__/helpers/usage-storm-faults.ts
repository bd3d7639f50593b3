import { billBySchedule, exact, exactness } from './billing';
import { scaled, sumOf } from './decimals';
import type { Storm } from './usage-storm';
import type { Business, World } from './world';

/** What is left after a storm, in events and in money, with everything billed. */
export interface Aftermath {
  sent: number;
  distinct: number;
  recorded: string;
  billed: string;
  runs: string;
  charges: string;
  used: string;
  recordedAmount: string;
  ledger: string;
}

/** Lets everybody pay, and bills what is left. */
export async function settle(world: World, business: Business): Promise<void> {
  await world.admin.query(
    `select private.post_entry($1, w.id, 1000000000, 'top_up', 'bank', 'test', null, now())
     from public.wallets as w where w.business_id = $1 and w.minimum_balance is not null`,
    [business.id],
  );
  // The run that was under way ends at the line of its start, and one that met an error waits for five minutes.
  for (let minute = 0; minute < 7; minute += 1) await billBySchedule(world);
}

export async function aftermathOf(world: World, business: Business, storm: Storm): Promise<Aftermath> {
  const { rows } = await world.admin.query<Omit<Aftermath, 'sent' | 'distinct' | 'used'>>(
    `select
       (select count(distinct e.request_id) from public.usage_events as e where e.business_id = $1) as recorded,
       (select coalesce(sum(c.events), 0) from public.usage_charges as c where c.business_id = $1) as billed,
       (select count(*) from public.billing_runs as r where r.business_id = $1) as runs,
       (select count(*) from public.usage_charges as c where c.business_id = $1) as charges,
       (select round(sum(e.units * e.price_per_unit), 6) from public.usage_events as e
        where e.business_id = $1) as "recordedAmount",
       (select -sum(l.amount) from public.ledger_entries as l
        where l.business_id = $1 and l.kind = 'usage') as ledger`,
    [business.id],
  );
  const [counted] = rows;
  if (!counted) throw new Error('counting gave no row');
  return {
    sent: Number(sumOf(storm.stats.map(({ accepted }) => BigInt(accepted)))),
    distinct: storm.events.length,
    used: scaled(sumOf(storm.events.map(({ amount }) => amount)), 6),
    ...counted,
  };
}

/** What is wrong after a storm that was settled; nothing, where each event was recorded once and billed once. */
export async function usageStormFaults(world: World, business: Business, storm: Storm): Promise<string[]> {
  const found: string[] = [];
  const expect = (what: string, is: unknown, shouldBe: unknown) => {
    if (String(is) !== String(shouldBe)) found.push(`${what}: ${String(is)}, not ${String(shouldBe)}`);
  };
  const { recorded, billed, recordedAmount, ledger, used, distinct } = await aftermathOf(
    world,
    business,
    storm,
  );
  expect('recorded', recorded, distinct);
  expect('billed', billed, distinct);
  expect('the amount recorded', recordedAmount, used);
  expect('the ledger', ledger, used);
  expect('events that were refused', storm.invalid.map(({ detail }) => detail).join(), '');
  expect('events that were given up', storm.unsent, 0);
  for (const [client, { accepted, recorded, duplicates }] of storm.stats.entries())
    expect(`what client ${client} was told`, recorded + duplicates, accepted);
  expect('events and charges', JSON.stringify(await exactness(world, business)), JSON.stringify(exact));
  for (const [customerId, amount] of await ledgerOf(world, business))
    expect(`the ledger of ${customerId}`, amount, scaled(usedBy(storm, customerId), 6));
  for (const { check_name } of await world.discrepancies(business.id)) found.push(`proof: ${check_name}`);
  return found;
}

function usedBy({ events }: Storm, customerId: string): bigint {
  return sumOf(events.filter((event) => event.customerId === customerId).map(({ amount }) => amount));
}

async function ledgerOf(world: World, business: Business): Promise<[string, string][]> {
  const { rows } = await world.admin.query<{ id: string; amount: string }>(
    `select w.customer_id as id, -sum(l.amount) as amount
     from public.ledger_entries as l
     join public.wallets as w on w.business_id = l.business_id and w.id = l.wallet_id
     where l.business_id = $1 and l.kind = 'usage' group by w.customer_id`,
    [business.id],
  );
  return rows.map(({ id, amount }) => [id, amount]);
}
