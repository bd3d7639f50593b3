import { readFileSync } from 'node:fs';
import { getLedgerProof } from '@/lib/operations/wallets';
import { billBySchedule, billingRunsOf, chargesOf, use } from '../helpers/billing';
import { breaks } from '../helpers/usage-breaks';
import { inTransaction } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

/** What the proof finds in usage and its billing that somebody edited past the triggers. */

let world: World;
let business: Business;
/** The ids that the statements of `breaks` name as `$name`. */
let ids: Record<string, string>;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
  const customer = await world.addCustomer(business);
  const other = await world.addCustomer(business, { balance: '1' });

  // Two runs of calls, with a remainder between; tokens, what is free, what is held; and what is not looked at yet.
  await use(business, customer, '1');
  await use(business, customer, '2', { service: 'tokens' });
  await use(business, customer, '3', { service: 'free', price_per_unit: '0' });
  await billBySchedule(world);
  const event = await use(business, customer, '0.333333', { price_per_unit: '1.333333' });
  await use(business, other, '7');
  await billBySchedule(world);
  await use(business, customer, '4');
  await billBySchedule(world);
  const unbilled = await use(business, customer, '9');

  const charges = await chargesOf(business);
  const [first] = await billingRunsOf(business);
  ids = {
    business: business.id,
    customer: customer.id,
    other: other.id,
    event: event.id,
    unbilled: unbilled.id,
    charge: charges.filter(({ service }) => service === 'calls')[1]?.id ?? '',
    freeCharge: charges.find(({ service }) => service === 'free')?.id ?? '',
    run: first?.id ?? '',
    wallet: await world.walletId(customer.id),
  };
});
afterAll(() => world.close());

test('finds nothing in usage that was recorded, held and billed by the rules', async () => {
  expect(await business.owner.run(getLedgerProof)).toMatchObject({ ok: true, discrepancies: [] });
});

test.each(breaks.map(([what, sql, checks]) => ({ what, sql, checks })))(
  'finds $what, where somebody got past the triggers',
  async ({ sql, checks }) => {
    expect(await checksAfter(sql)).toEqual(checks);
  },
);

test('each check of usage is broken at least once, and the guide says what it means', () => {
  const guide = readFileSync('docs/operations/ledger-drift.md', 'utf8');
  const broken = [...new Set(breaks.flatMap(([, , checks]) => checks))].sort();
  expect(broken).toEqual([
    'billing_run',
    'charge_amount',
    'charge_events',
    'charge_range',
    'events_collected',
    'usage_billed',
    'usage_day',
    'usage_entry',
    'usage_line',
    'usage_meter',
    'usage_of',
    'usage_total',
  ]);
  for (const check of broken) expect(guide).toMatch(new RegExp(`^\\| \`${check}\` `, 'm'));
});

/** The checks that fail after a superuser without triggers did that; all of it is rolled back. */
async function checksAfter(sql: string): Promise<string[]> {
  const statement = sql.replace(/\$(\w+)/g, (_all, name: string) => ids[name] ?? `no such id: ${name}`);
  return inTransaction(world.admin, async (client) => {
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(statement);
    expect(rowCount).toBe(1);
    const { rows } = await client.query<{ check_name: string }>(
      'select distinct check_name from private.verify_ledger($1) order by check_name',
      [business.id],
    );
    return rows.map((row) => row.check_name);
  });
}
