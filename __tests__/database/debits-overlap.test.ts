import { Client } from 'pg';
import { addCredit } from '@/lib/operations/wallets';
import { updateCustomer } from '@/lib/operations/customers';
import { debitByHand, debitBySchedule, logsOf, runsOf, stepOfSchedule } from '../helpers/debits';
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
  customers = await world.addManyCustomers(business, 60, '5');
});
afterEach(async () => {
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

/** How often each customer paid for each hour. */
async function payments(): Promise<{ hours: string[]; most: number; customersOfHour: number[] }> {
  const counts = new Map<string, Map<string, number>>();
  for (const log of (await logsOf(business)).filter(({ status }) => status === 'success')) {
    const hour = counts.get(log.period_start) ?? new Map<string, number>();
    counts.set(log.period_start, hour.set(log.customer_id, (hour.get(log.customer_id) ?? 0) + 1));
  }
  const hours = [...counts.keys()].sort();
  return {
    hours: hours.map((hour) => hour.slice(11, 13)),
    most: Math.max(...[...counts.values()].flatMap((hour) => [...hour.values()])),
    customersOfHour: hours.map((hour) => counts.get(hour)?.size ?? 0),
  };
}

/** The backend that executes a statement right now. */
async function backendAt(statement: string): Promise<number> {
  const { rows } = await world.admin.query<{ pid: number }>(
    'select pid from pg_stat_activity where query = $1 and pid <> pg_backend_pid()',
    [statement],
  );
  return rows[0]?.pid ?? 0;
}

async function sumOfBalances(): Promise<string | undefined> {
  const { rows } = await world.admin.query<{ sum: string }>(
    'select sum(balance) as sum from public.wallets where business_id = $1',
    [business.id],
  );
  return rows[0]?.sum;
}

test('four schedulers and four people at once debit each customer once for each of six hours', async () => {
  await world.setClock(business.id, '2026-03-01T15:10:00Z');
  const schedulers = Array.from({ length: 4 }, () => debitBySchedule(world, 7));
  const people = Array.from({ length: 4 }, () => debitByHand(business.owner));
  await Promise.all([...schedulers, ...people]);
  await debitBySchedule(world, 7);

  const hours = ['10', '11', '12', '13', '14', '15'];
  expect(await payments()).toEqual({ hours, most: 1, customersOfHour: hours.map(() => 60) });
  expect(await sumOfBalances()).toBe(`${60 * (100 - 6 * 5)}.000000`);
  const runs = await runsOf(business);
  expect(runs.every((run) => run.status === 'completed')).toBe(true);
  expect(runs.filter((run) => run.trigger !== 'manual').map((run) => run.period_start.slice(11, 13))).toEqual(
    hours,
  );
});

test('top-ups and changes of the amount while runs overlap are neither lost nor do they disturb them', async () => {
  await world.setClock(business.id, '2026-03-01T12:10:00Z');
  const topUps = customers.map((id) => business.owner.run(addCredit, { customer_id: id, amount: '1' }));
  const changes = customers.map((id) =>
    business.owner.run(updateCustomer, { customer_id: id, hourly_debit_amount: '5', name: 'Renamed' }),
  );
  await Promise.all([debitBySchedule(world, 7), debitByHand(business.owner), ...topUps, ...changes]);
  await debitBySchedule(world, 7);
  expect(await payments()).toEqual({ hours: ['10', '11', '12'], most: 1, customersOfHour: [60, 60, 60] });
  expect(await sumOfBalances()).toBe(`${60 * (100 + 1 - 3 * 5)}.000000`);
});

test('a run killed in the middle of a chunk goes on where it was, and nobody pays twice or not at all', async () => {
  await world.setClock(business.id, '2026-03-01T11:10:00Z');
  for (const stepsBefore of [0, 1, 4, 9]) {
    for (let step = 0; step < stepsBefore; step += 1) await stepOfSchedule(world, 7);
    const before = await sumOfBalances();
    await inTransaction(world.admin, async (client) => {
      await client.query('select private.run_hourly_debits(7)');
      await terminate(world.admin, await backendOf(client));
    });
    expect(await sumOfBalances()).toBe(before);
  }
  await debitBySchedule(world, 7);
  expect(await payments()).toEqual({ hours: ['10', '11'], most: 1, customersOfHour: [60, 60] });
  expect((await runsOf(business)).map((run) => run.processed)).toEqual([60, 60]);
});

test('a run by hand that its caller left alone is finished by the schedule', async () => {
  await business.owner.call('trigger_debits');
  await debitBySchedule(world, 7);
  expect(await payments()).toEqual({ hours: ['09'], most: 1, customersOfHour: [60] });
  expect(await runsOf(business)).toMatchObject([{ trigger: 'manual', status: 'completed', succeeded: 60 }]);
});

test('whoever holds one business does not keep the others waiting', async () => {
  const other = await world.makeSandbox('2026-03-01T09:30:00Z');
  await world.addCustomer(other, { hourly_debit_amount: '5' });
  await world.setClock(business.id, '2026-03-01T10:00:00Z');
  await world.setClock(other.id, '2026-03-01T10:00:00Z');
  await inTransaction(world.admin, async (client) => {
    await client.query('select from private.debit_schedules where business_id = $1 for update', [
      business.id,
    ]);
    await debitBySchedule(world);
    expect(await logsOf(other)).toHaveLength(1);
    expect(await logsOf(business)).toHaveLength(0);
  });
});

describe('the command that a scheduler executes', () => {
  test('commits each chunk, so that others see the run advance, and leaves committed what was done when it is killed', async () => {
    customers = [...customers, ...(await world.addManyCustomers(business, 1_140, '5'))].sort();
    await world.setClock(business.id, '2026-03-01T10:00:00Z');
    const { rows } = await world.admin.query<{ command: string }>(
      `select private.job_command('hourly_debits', 'runner') as command`,
    );
    const command = rows[0]?.command ?? '';
    await inTransaction(world.admin, async (blocker) => {
      // Somebody is spending from this wallet: the second chunk stops there.
      await blocker.query('select from public.wallets where customer_id = $1 for update', [customers[700]]);
      const worker = new Client({ connectionString: world.database.adminUrl });
      worker.on('error', () => undefined);
      await worker.connect();
      const job = worker.query(command).then(
        () => 'done',
        () => 'killed',
      );
      await untilSomebodyWaitsFor(world.admin, await backendOf(blocker));
      expect(await runsOf(business)).toMatchObject([
        { status: 'running', due: 1200, processed: 500, succeeded: 500 },
      ]);
      await terminate(world.admin, await backendAt(command));
      expect(await job).toBe('killed');
    });
    expect(await runsOf(business)).toMatchObject([{ status: 'running', processed: 500 }]);

    await world.admin.query(command);
    expect(await runsOf(business)).toMatchObject([{ status: 'completed', processed: 1200, succeeded: 1200 }]);
    expect(await payments()).toEqual({ hours: ['10'], most: 1, customersOfHour: [1200] });
    const { rows: jobs } = await world.admin.query(
      `select last_scheduler, last_done_at >= last_seen_at as is_done from private.jobs where name = 'hourly_debits'`,
    );
    expect(jobs).toEqual([{ last_scheduler: 'runner', is_done: true }]);
  });
});
