import { recordUsage } from '@/lib/operations/usage';
import {
  billBySchedule,
  billed,
  billingRunsOf,
  exact,
  exactness,
  heldOf,
  letAMinutePass,
  standOf,
  stepOfBilling,
  use,
  usageOf,
} from '../helpers/billing';
import { dumpAndRestore } from '../helpers/dump';
import { World, type Business } from '../helpers/world';

/** Only where pg_dump is: `npm run test:postgres-15` has one, of the version of its server. */

let world: World;
let restored: World;
let business: Business;
let customer: { id: string };
let poor: { id: string };

const sent = () => usageOf(business, customer, '5', { request_id: 'sent-before-the-backup' });

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  customer = await world.addCustomer(business);
  poor = await world.addCustomer(business, { balance: '1' });
  await use(business, customer, '1');
  await use(business, poor, '3');
  await billBySchedule(world);
  // A remainder that waits, an event with a name, and a run that has added up half of its events.
  await use(business, customer, '0.5', { service: 'tokens', price_per_unit: '0.000001' });
  await business.owner.run(recordUsage, sent());
  await use(business, customer, '7');
  await letAMinutePass(world);
  const collected = async () => (await billingRunsOf(business))[1]?.events ?? 0;
  while ((await collected()) === 0) await stepOfBilling(world, 2);
  // And two that no run knows of.
  await use(business, customer, '11');
  await use(business, customer, '0.5', { service: 'tokens', price_per_unit: '0.000001' });

  restored = World.of(await dumpAndRestore(world.database));
}, 60_000);
afterAll(async () => {
  await restored.close();
  await world.close();
});

/** The same owner, in the copy. */
const there = (): Business => ({ ...business, owner: restored.asUser(business.ownerId) });

test('a backup in the middle of a run is one that the proof finds nothing in', async () => {
  expect(await restored.discrepancies(business.id)).toEqual([]);
  expect(await billingRunsOf(there())).toMatchObject([
    { status: 'completed' },
    { status: 'running', events: 2, charges: 0 },
  ]);
  expect(await standOf(there(), customer)).toContain('99.00 unbilled 23.00');
  expect(await heldOf(restored, business)).toEqual(['calls insufficient_funds']);
});

test('restored, the run goes on where it was, and what was not billed is billed once, as in the original', async () => {
  for (const [where, of] of [
    [world, business],
    [restored, there()],
  ] as const) {
    await billBySchedule(where);
    await billBySchedule(where);
    expect(await billed(of)).toEqual([
      'calls 1 events 1 units 1.00',
      'calls 2 events 12 units 12.00',
      'tokens 1 events 0.5 units 0.00',
      'calls 1 events 11 units 11.00',
      'tokens 1 events 0.5 units 0.000001',
    ]);
    expect(await standOf(of, customer)).toBe('75.999999 unbilled 0.00');
    expect(await exactness(where, business)).toEqual({ ...exact, unbilled: 1 });
    expect(await where.discrepancies(business.id)).toEqual([]);
  }
});

test('what was recorded before the backup is known when it is sent again, and what comes new is billed', async () => {
  const outcome = await there().owner.attempt('record_usage', sent());
  expect(outcome).toMatchObject({ ok: true, replayed: true });
  await use(there(), customer, '2');
  await billBySchedule(restored);
  expect((await billed(there())).at(-1)).toBe('calls 1 events 2 units 2.00');
  expect(await restored.discrepancies(business.id)).toEqual([]);
});
