import { breakDebitsOf, debitByHand, debitBySchedule, logsOf, repairDebits, runsOf } from '../helpers/debits';
import { World, type Business } from '../helpers/world';

/** A customer whose debit raises an error inside Postgres: a bug, a trigger, a row that is damaged. */

let world: World;
let business: Business;
let customers: string[];

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
  customers = await world.addManyCustomers(business, 20, '5');
  await world.setClock(business.id, '2026-03-01T10:00:00Z');
});
afterEach(async () => {
  await repairDebits(world);
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

async function balances(): Promise<Map<string, string>> {
  const { rows } = await world.admin.query<{ id: string; balance: string }>(
    'select customer_id as id, balance from public.wallets where business_id = $1',
    [business.id],
  );
  return new Map(rows.map((row) => [row.id, row.balance]));
}

describe.each([500, 7, 1])('in chunks of %i', (chunkSize) => {
  test.each([
    ['one in the middle', (index: number) => index === 9],
    ['the first and the last', (index: number) => index === 0 || index === 19],
    ['neighbours', (index: number) => index >= 5 && index < 9],
    ['every third', (index: number) => index % 3 === 0],
    ['all', () => true],
  ])('%s: the others are debited, and the log says what happened', async (_which, isBroken) => {
    const broken = customers.filter((_id, index) => isBroken(index));
    await breakDebitsOf(world, broken);
    await debitBySchedule(world, chunkSize);

    const after = await balances();
    for (const id of customers) expect(after.get(id)).toBe(broken.includes(id) ? '100.000000' : '95.000000');
    const logs = await logsOf(business);
    expect(logs).toHaveLength(20);
    for (const log of logs) {
      expect(log).toMatchObject(
        broken.includes(log.customer_id)
          ? {
              status: 'failed',
              error_code: 'internal_error',
              balance_before: '100.00',
              balance_after: '100.00',
              amount: '5.00',
            }
          : {
              status: 'success',
              error_code: null,
              balance_before: '100.00',
              balance_after: '95.00',
              amount: '5.00',
            },
      );
    }
    const succeeded = 20 - broken.length;
    expect(await runsOf(business)).toMatchObject([
      {
        status: 'completed',
        processed: 20,
        succeeded,
        failed: broken.length,
        total_debited: `${succeeded * 5}.00`,
      },
    ]);
  });
});

test('what the database said stays out of the log that the business reads', async () => {
  const [first = ''] = customers;
  await breakDebitsOf(world, [first], 'secret of another tenant');
  await debitBySchedule(world);
  const [log] = await logsOf(business, first);
  expect(log?.error_message).not.toContain('secret');
  expect(log?.error_message).toContain('operator');
});

test('a run by hand makes up for it in the same hour, as soon as the reason is gone', async () => {
  const [first = ''] = customers;
  await breakDebitsOf(world, [first]);
  await debitBySchedule(world);
  expect(await debitByHand(business.owner)).toMatchObject({ processed: 1, failed: 1 });
  await repairDebits(world);
  expect(await debitByHand(business.owner)).toMatchObject({
    processed: 1,
    succeeded: 1,
    total_debited: '5.00',
  });
  expect((await logsOf(business, first)).map((log) => [log.status, log.attempt])).toEqual([
    ['failed', 1],
    ['failed', 2],
    ['success', 3],
  ]);
});

test('a wallet whose row cannot be written at all is logged, and paid for once it can', async () => {
  const [first = ''] = customers;
  await breakDebitsOf(world, [first], 'the row of the wallet');
  await debitBySchedule(world);
  expect(await runsOf(business)).toMatchObject([{ processed: 20, succeeded: 19, failed: 1 }]);
  expect(await logsOf(business, first)).toMatchObject([{ status: 'failed', error_code: 'internal_error' }]);
  await repairDebits(world);
  expect(await debitByHand(business.owner)).toMatchObject({ processed: 1, succeeded: 1 });
});

test('a business whose runs raise errors is left alone for a while, and stops no other', async () => {
  const others = [
    await world.makeSandbox('2026-03-01T09:30:00Z'),
    await world.makeSandbox('2026-03-01T09:30:00Z'),
  ];
  for (const other of others) {
    await world.addCustomer(other, { hourly_debit_amount: '5' });
    await world.setClock(other.id, '2026-03-01T10:00:00Z');
  }
  await world.admin.query(`
    create or replace function test.break_run() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create or replace trigger aaa_break before insert on public.debit_runs
      for each row when (new.business_id = '${business.id}') execute function test.break_run()`);
  await debitBySchedule(world);
  expect([
    await logsOf(business),
    await logsOf(others[0] ?? business),
    await logsOf(others[1] ?? business),
  ]).toMatchObject([[], [{ status: 'success' }], [{ status: 'success' }]]);
  await world.admin.query('drop trigger aaa_break on public.debit_runs');
  await debitBySchedule(world);
  expect(await logsOf(business)).toEqual([]);
  await world.admin.query(
    `update private.debit_schedules set retry_at = retry_at - interval '5 minutes' where business_id = $1`,
    [business.id],
  );
  await debitBySchedule(world);
  expect(await runsOf(business)).toMatchObject([{ processed: 20, succeeded: 20 }]);
  const { rows } = await world.admin.query('select from private.debit_schedules where retry_at is not null');
  expect(rows).toEqual([]);
});

test('errors of a kind each do not hide each other', async () => {
  const [first = '', second = ''] = customers;
  await breakDebitsOf(world, [first]);
  await breakDebitsOf(world, [second], 'out of cheese');
  await debitBySchedule(world);
  expect(await runsOf(business)).toMatchObject([{ processed: 20, succeeded: 18, failed: 2 }]);
});
