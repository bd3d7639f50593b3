import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { listUnbilledUsage } from '@/lib/operations/usage-summary';
import { addCredit } from '@/lib/operations/wallets';
import {
  billBySchedule,
  billed,
  billingRunsOf,
  exact,
  exactness,
  heldOf,
  standOf,
  use,
  usageOf,
} from '../helpers/billing';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

/** Usage that a wallet cannot bear: recorded, held, and billed as soon as it can be. */

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
});
afterEach(async () => {
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

const unbilledLines = async () =>
  (await business.owner.run(listUnbilledUsage, { business_id: business.id })).data;
const change = (customer: { id: string }, args: Arguments) =>
  business.owner.run(updateCustomer, { customer_id: customer.id, ...args });

describe('what a wallet cannot bear', () => {
  test('is recorded, held as unbilled with its reason and since when, and moves no balance', async () => {
    const customer = await world.addCustomer(business, { balance: '4.99' });
    await use(business, customer, '5');
    await billBySchedule(world);
    expect(await standOf(business, customer)).toBe('4.99 unbilled 5.00');
    expect(await unbilledLines()).toMatchObject([
      {
        customer_id: customer.id,
        service: 'calls',
        events: 1,
        units: '5',
        amount: '5.00',
        held_reason: 'insufficient_funds',
        held_since: '2026-03-01T09:30:00+00:00',
      },
    ]);
    const { data } = await business.owner.run(listUsageEvents, { status: 'held' });
    expect(data).toMatchObject([{ status: 'held', held_reason: 'insufficient_funds', amount: '5.00' }]);
    expect(await billingRunsOf(business)).toMatchObject([{ charges: 0, held: 1, total_held: '5.00' }]);
  });

  test.each<[string, (customer: { id: string }) => Promise<unknown>, string]>([
    [
      'a top-up',
      ({ id }) => business.owner.run(addCredit, { customer_id: id, amount: '0.01' }),
      '0.00 unbilled 0.00',
    ],
    [
      'a higher overdraft limit',
      (customer) => change(customer, { overdraft_limit: '0.01' }),
      '-0.01 unbilled 0.00',
    ],
    ['the change to postpaid', (customer) => change(customer, { postpaid: true }), '-0.01 unbilled 0.00'],
  ])('is billed by the next run after %s', async (_what, happens, stand) => {
    const customer = await world.addCustomer(business, { balance: '4.99' });
    await use(business, customer, '2');
    await use(business, customer, '3');
    await billBySchedule(world);
    await happens(customer);
    await billBySchedule(world);
    expect(await billed(business)).toEqual(['calls 2 events 5 units 5.00']);
    expect(await standOf(business, customer)).toBe(stand);
    expect(await unbilledLines()).toEqual([]);
    expect(await heldOf(world, business)).toEqual([]);
    expect(await exactness(world, business)).toEqual(exact);
  });

  test('may take a balance to the last cent, and to the last cent of the overdraft', async () => {
    const customer = await world.addCustomer(business, { balance: '1', overdraft_limit: '2' });
    await use(business, customer, '3');
    await billBySchedule(world);
    expect(await standOf(business, customer)).toBe('-2.00 unbilled 0.00');
    await use(business, customer, '0.000001');
    await billBySchedule(world);
    expect(await standOf(business, customer)).toBe('-2.00 unbilled 0.000001');
  });

  test('without a limit nothing is held', async () => {
    const customer = await world.addCustomer(business, { balance: '0', postpaid: true });
    await use(business, customer, '123456.789');
    await billBySchedule(world);
    expect(await standOf(business, customer)).toBe('-123456.789 unbilled 0.00');
  });

  test('of a customer whose limit was lowered below its balance is held, and what is free is billed all the same', async () => {
    const customer = await world.addCustomer(business, { balance: '0', overdraft_limit: '10' });
    await use(business, customer, '8');
    await billBySchedule(world);
    await change(customer, { overdraft_limit: '5' });
    await use(business, customer, '0.5');
    await use(business, customer, '7', { service: 'free', price_per_unit: '0' });
    await billBySchedule(world);
    expect(await heldOf(world, business)).toEqual(['calls insufficient_funds']);
    expect(await billed(business)).toEqual(['calls 1 events 8 units 8.00', 'free 1 events 7 units 0.00']);
  });
});

describe('of several services', () => {
  test('those that fit are billed, and no part of one that does not', async () => {
    const customer = await world.addCustomer(business, { balance: '5' });
    await use(business, customer, '4', { service: 'a' });
    await use(business, customer, '2', { service: 'b' });
    await use(business, customer, '1', { service: 'c' });
    await billBySchedule(world);
    expect(await billed(business)).toEqual(['a 1 events 4 units 4.00', 'c 1 events 1 units 1.00']);
    expect(await heldOf(world, business)).toEqual(['b insufficient_funds']);
  });

  test('the one that waited longest comes first', async () => {
    const customer = await world.addCustomer(business, { balance: '0' });
    await use(business, customer, '2', { service: 'z' });
    await billBySchedule(world);
    await world.setClock(business.id, '2026-03-01T09:31:00Z');
    await use(business, customer, '2', { service: 'm' });
    await use(business, customer, '1', { service: 'z' });
    await billBySchedule(world);
    await use(business, customer, '2', { service: 'a' });
    await business.owner.run(addCredit, { customer_id: customer.id, amount: '5' });
    await billBySchedule(world);
    // Three units of z with the one that came later, as one charge; two of m; and nothing is left for a.
    expect(await billed(business)).toEqual(['z 2 events 3 units 3.00', 'm 1 events 2 units 2.00']);
    expect(await heldOf(world, business)).toEqual(['a insufficient_funds']);
    expect(await exactness(world, business)).toEqual(exactBut(1));
  });

  test('a customer who is held stops nobody else', async () => {
    const ids = await world.addManyCustomers(business, 6, '0');
    for (const [index, id] of ids.entries()) await use(business, { id }, index % 2 === 0 ? '101' : '1');
    await billBySchedule(world, 200_000, 1);
    expect(await billed(business)).toEqual(Array(3).fill('calls 1 events 1 units 1.00'));
    expect(await heldOf(world, business)).toHaveLength(3);
    expect(await billingRunsOf(business)).toMatchObject([{ charges: 3, held: 3, total_held: '303.00' }]);
  });
});

describe('an archived customer', () => {
  test('is held, and billed after it is active again', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '5');
    await business.owner.run(deleteCustomer, { customer_id: customer.id });
    await billBySchedule(world);
    expect(await heldOf(world, business)).toEqual(['calls customer_archived']);
    expect(await standOf(business, customer)).toBe('100.00 unbilled 5.00');
    expect(await business.owner.refusal('record_usage', usageOf(business, customer, '1'))).toMatchObject({
      hint: 'customer_archived',
    });

    await change(customer, { status: 'active' });
    await billBySchedule(world);
    expect(await standOf(business, customer)).toBe('95.00 unbilled 0.00');
    expect(await exactness(world, business)).toEqual(exact);
  });

  test('is billed while it is only inactive', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '5');
    await change(customer, { status: 'inactive' });
    await billBySchedule(world);
    expect(await standOf(business, customer)).toBe('95.00 unbilled 0.00');
  });

  test('a customer that usage is recorded of is never deleted: its events have somebody to be billed to', async () => {
    const customer = await world.addCustomer(business, { balance: '0' });
    await use(business, customer, '5');
    expect(await business.owner.run(deleteCustomer, { customer_id: customer.id })).toMatchObject({
      deleted: false,
      archived: true,
    });
  });
});

const exactBut = (unbilled: number) => ({ ...exact, unbilled });
