import { addCredit } from '@/lib/operations/wallets';
import { recordUsage, recordUsageBatch } from '@/lib/operations/usage';
import {
  billByHand,
  billBySchedule,
  billed,
  billingRunsOf,
  chargesOf,
  exact,
  exactness,
  letAMinutePass,
  standOf,
  stepOfBilling,
  use,
  usageOf,
} from '../helpers/billing';
import { callFunction, type Arguments } from '../helpers/sql-callers';
import { backendOf, inTransaction, terminate, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customers: string[];

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
  customers = await world.addManyCustomers(business, 10, '0');
});
afterEach(async () => {
  await world.admin.query(`update private.usage_schedules set next_run_at = '-infinity'`);
  await billBySchedule(world);
  expect(await exactness(world, business)).toEqual(exact);
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

const customer = (index: number) => ({ id: customers[index] ?? '' });

/** Each customer uses 1 and 2 of two services. */
async function everybodyUses(): Promise<void> {
  const events = customers.flatMap((id) => [
    usageOf(business, { id }, '1'),
    usageOf(business, { id }, '2', { service: 'tokens' }),
  ]);
  await business.owner.call('record_usage_batch', {
    events: events.map(({ business_id: _, ...rest }) => rest),
  });
}

async function sumOfBalances(): Promise<string | undefined> {
  const { rows } = await world.admin.query<{ sum: string }>(
    'select sum(balance) as sum from public.wallets where business_id = $1',
    [business.id],
  );
  return rows[0]?.sum;
}

/** Whether it is over by now. */
const isDone = (work: Promise<unknown>) =>
  Promise.race([work.then(() => true), new Promise<false>((resolve) => setImmediate(resolve, false))]);

async function keepBilling(goesOn: () => boolean): Promise<void> {
  while (goesOn()) await billBySchedule(world, 7, 3);
}

describe('at once', () => {
  test('four jobs, two people and six who record: each event once, each run whole', async () => {
    let recording = 6;
    const recorders = Array.from({ length: 6 }, async () => {
      for (let round = 0; round < 5; round += 1) await everybodyUses();
      recording -= 1;
    });
    const goesOn = () => recording > 0;
    const people = Array.from({ length: 2 }, async () => {
      while (goesOn()) await billByHand(business.owner);
    });
    await Promise.all([...recorders, ...people, ...Array.from({ length: 4 }, () => keepBilling(goesOn))]);
    await billBySchedule(world);
    expect(await exactness(world, business)).toEqual(exact);
    expect(await sumOfBalances()).toBe(`${10 * (100 - 6 * 5 * 3)}.000000`);
    const runs = await billingRunsOf(business);
    expect(runs.every(({ status }) => status === 'completed')).toBe(true);
    expect(runs.reduce((sum, { events }) => sum + events, 0)).toBe(600);
  });

  test('top-ups and purchases of the same wallets are neither lost nor do they pass a limit', async () => {
    await everybodyUses();
    const topUps = customers.map((id) => business.owner.run(addCredit, { customer_id: id, amount: '1' }));
    await Promise.all([billBySchedule(world, 7, 3), billBySchedule(world, 7, 3), ...topUps]);
    // Whom both jobs passed by, since the other had it, is billed in the next minute.
    await billBySchedule(world);
    expect(await sumOfBalances()).toBe(`${10 * (100 - 3 + 1)}.000000`);
  });
});

describe('whoever records while a run begins', () => {
  test.each([
    ['an event', recordUsage.name, (event: Arguments) => event],
    [
      'a batch',
      recordUsageBatch.name,
      ({ business_id, ...event }: Arguments) => ({ business_id, events: [event] }),
    ],
  ])('%s whose transaction is still open is waited for, and in the run', async (_what, name, argumentsOf) => {
    await use(business, customer(0), '1');
    let step: Promise<boolean> | undefined;
    await business.owner.transaction(async (client) => {
      await callFunction(client, name, argumentsOf(usageOf(business, customer(1), '2')));
      await letAMinutePass(world);
      step = stepOfBilling(world);
      await untilSomebodyWaitsFor(world.admin, await backendOf(client));
    });
    expect(await step).toBe(true);
    while (await stepOfBilling(world));
    expect(await billingRunsOf(business)).toMatchObject([{ events: 2, charges: 2, total_billed: '3.00' }]);
  });

  test('an event of after it is above its line, though it was sent before, and in the next run', async () => {
    await use(business, customer(0), '1');
    await letAMinutePass(world);
    let event: Promise<unknown> | undefined;
    await inTransaction(world.admin, async (client) => {
      await client.query('select private.bill_usage()');
      event = use(business, customer(1), '2');
      await untilSomebodyWaitsFor(world.admin, await backendOf(client));
      await client.query('commit');
    });
    await event;
    while (await stepOfBilling(world));
    expect(await billingRunsOf(business)).toMatchObject([{ events: 1, total_billed: '1.00' }]);
    await billBySchedule(world);
    expect(await billingRunsOf(business)).toMatchObject([{ events: 1 }, { events: 1, total_billed: '2.00' }]);
  });

  test('an event is above the line though the clock of the server went back', async () => {
    await use(business, customer(0), '1');
    await billBySchedule(world);
    // As a line that was drawn an hour from now, before the clock was set right.
    const line = `private.uuid_v7((date_part('epoch', now() + interval '1 hour') * 1000000)::bigint)`;
    await world.admin.query(`update private.usage_schedules set line = ${line} where business_id = $1`, [
      business.id,
    ]);
    await use(business, customer(0), '2');
    await billBySchedule(world);
    await business.owner.call('record_usage_batch', {
      events: [{ customer_id: customers[0], service: 'calls', units: '3', price_per_unit: '1' }],
    });
    await billBySchedule(world);
    await use(business, customer(0), '4');
    await billBySchedule(world);
    expect(await billed(business)).toEqual(
      ['1', '2', '3', '4'].map((units) => `calls 1 events ${units} units ${units}.00`),
    );
  });

  test('one who never commits delays the billing of that business alone, for two seconds each five minutes', async () => {
    const other = await world.makeBusiness();
    const there = await world.addCustomer(other);
    await use(business, customer(0), '1');
    await business.owner.transaction(async (client) => {
      await callFunction(client, recordUsage.name, usageOf(business, customer(1), '2'));
      const job = billBySchedule(world);
      await untilSomebodyWaitsFor(world.admin, await backendOf(client));
      // Others are recorded of and billed meanwhile.
      await use(other, there, '5');
      while (await stepOfBilling(world));
      expect(await billed(other)).toEqual(['calls 1 events 5 units 5.00']);
      expect(await isDone(job)).toBe(false);
      await job;
      await use(business, customer(2), '3');
      await billBySchedule(world);
      expect(await billingRunsOf(business)).toEqual([]);
    });
    for (let minute = 0; minute < 5; minute += 1) await letAMinutePass(world);
    await billBySchedule(world);
    expect(await billingRunsOf(business)).toMatchObject([{ events: 3, total_billed: '6.00' }]);
  });
});

describe('a worker that dies', () => {
  test('at any step of a run leaves nothing half done, and the run is finished by whoever comes next', async () => {
    for (let stepsBefore = 0; stepsBefore < 8; stepsBefore += 1) {
      await everybodyUses();
      await letAMinutePass(world);
      for (let step = 0; step < stepsBefore; step += 1) await stepOfBilling(world, 7, 5);
      const before = await sumOfBalances();
      const chargesBefore = (await chargesOf(business)).length;
      await inTransaction(world.admin, async (client) => {
        await client.query('select private.bill_usage(7, 5)');
        await terminate(world.admin, await backendOf(client));
      });
      expect(await sumOfBalances()).toBe(before);
      expect(await chargesOf(business)).toHaveLength(chargesBefore);
      if (stepsBefore % 2 === 0) await billByHand(business.owner);
      else while (await stepOfBilling(world, 7, 5));
      expect(await exactness(world, business)).toEqual(exact);
    }
    expect((await billingRunsOf(business)).map(({ events, charges }) => [events, charges])).toEqual(
      Array(8).fill([20, 20]),
    );
  });

  test('while it draws the line keeps nobody from recording', async () => {
    await use(business, customer(0), '1');
    await letAMinutePass(world);
    let event: Promise<unknown> | undefined;
    await inTransaction(world.admin, async (client) => {
      await client.query('select private.bill_usage()');
      event = use(business, customer(1), '2');
      const backend = await backendOf(client);
      await untilSomebodyWaitsFor(world.admin, backend);
      await terminate(world.admin, backend);
    });
    await event;
    await billBySchedule(world);
    expect(await billingRunsOf(business)).toMatchObject([{ events: 2, total_billed: '3.00' }]);
  });
});

describe('many businesses', () => {
  test('whoever is at work on one does not keep the others waiting', async () => {
    const other = await world.makeBusiness();
    await use(other, await world.addCustomer(other), '5');
    await use(business, customer(0), '1');
    await letAMinutePass(world);
    await inTransaction(world.admin, async (client) => {
      await client.query('select from private.usage_schedules where business_id = $1 for update', [
        business.id,
      ]);
      while (await stepOfBilling(world));
      expect(await billed(other)).toEqual(['calls 1 events 5 units 5.00']);
      expect(await billed(business)).toEqual([]);
    });
  });

  test('one that is recorded in without end takes neither their turn nor the end of the job', async () => {
    const others: Business[] = [];
    for (let count = 0; count < 3; count += 1) {
      const other = await world.makeBusiness();
      await use(other, await world.addCustomer(other), '5');
      others.push(other);
    }
    await use(business, customer(0), '1');
    await letAMinutePass(world);
    let steps = 0;
    while (await stepOfBilling(world, 1, 1)) {
      steps += 1;
      if (steps > 100) throw new Error('the job does not come to an end');
      await use(business, customer(steps % 10), '1');
    }
    for (const other of others) expect(await billed(other)).toEqual(['calls 1 events 5 units 5.00']);
    expect(await billingRunsOf(business)).toMatchObject([{ status: 'completed' }]);
    expect(await standOf(business, customer(0))).not.toContain('100.00');
  });
});
