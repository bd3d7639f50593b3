import { updateCustomer } from '@/lib/operations/customers';
import { getDebitStatus } from '@/lib/operations/debits';
import { debitByHand, debitBySchedule, logsOf, runsOf } from '../helpers/debits';
import { World, type Business } from '../helpers/world';

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

const at = (clock: string) => world.setClock(business.id, `2026-03-01T${clock}:00Z`);
const hours = (from: number, to: number) =>
  Array.from(
    { length: to - from + 1 },
    (_, index) => `2026-03-01T${String(from + index).padStart(2, '0')}:00:00+00:00`,
  );

async function change(customerId: string, args: Record<string, unknown>): Promise<void> {
  await business.owner.run(updateCustomer, { customer_id: customerId, ...args });
}

describe('after five hours without a scheduler', () => {
  test('each missed hour is debited once, in order, in a run that says so', async () => {
    const { id } = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await at('15:10');
    expect(await business.owner.run(getDebitStatus)).toMatchObject({ missed_hours: 5 });
    await debitBySchedule(world);

    const runs = await runsOf(business);
    expect(runs.map((run) => run.period_start)).toEqual(hours(10, 15));
    expect(runs.map((run) => run.trigger)).toEqual([
      ...Array.from({ length: 5 }, () => 'catch_up'),
      'schedule',
    ]);
    expect(runs.every((run) => run.status === 'completed' && run.succeeded === 1)).toBe(true);
    const logs = await logsOf(business, id);
    expect(logs.map((log) => log.period_start)).toEqual(hours(10, 15));
    expect(logs.map((log) => log.balance_after)).toEqual([
      '95.00',
      '90.00',
      '85.00',
      '80.00',
      '75.00',
      '70.00',
    ]);
    expect(await business.owner.run(getDebitStatus)).toMatchObject({
      missed_hours: 0,
      last_run: { period_start: hours(15, 15)[0] },
    });
  });

  test('looking again changes nothing', async () => {
    await world.addCustomer(business, { hourly_debit_amount: '5' });
    await at('15:10');
    for (let look = 0; look < 3; look += 1) await debitBySchedule(world);
    expect(await runsOf(business)).toHaveLength(6);
    expect(await logsOf(business)).toHaveLength(6);
  });

  test('a balance that runs out on the way pays for the oldest hours', async () => {
    await world.addCustomer(business, { balance: '12', hourly_debit_amount: '5' });
    await at('14:00');
    await debitBySchedule(world);
    expect((await logsOf(business)).map((log) => log.status)).toEqual([
      'success',
      'success',
      'failed',
      'failed',
      'failed',
    ]);
  });

  test('a run by hand makes up for all of them first, and counts them in its result', async () => {
    await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await at('15:10');
    const result = await debitByHand(business.owner);
    expect(result).toMatchObject({ status: 'completed', processed: 6, succeeded: 6, total_debited: '30.00' });
    const scheduled = result.runs.filter((run) => run.trigger !== 'manual');
    expect(scheduled.map((run) => [run.trigger, run.period_start])).toEqual(
      hours(10, 15).map((hour) => [hour.includes('T15') ? 'schedule' : 'catch_up', hour]),
    );
  });

  test('the hour a run pays for stands in its entries, and when it was taken is the clock of the business', async () => {
    const { id } = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await at('12:10');
    await debitBySchedule(world);
    const { rows } = await world.admin.query<{ at: string; period: string }>(
      `select to_char(e.occurred_at at time zone 'UTC', 'HH24:MI') as at, to_char(r.period_start at time zone 'UTC', 'HH24:MI') as period
       from public.ledger_entries as e join public.debit_runs as r on r.business_id = e.business_id and r.id = e.reference_id
       where e.wallet_id = $1 and e.kind = 'hourly_debit' order by e.version`,
      [await world.walletId(id)],
    );
    expect(rows).toEqual(['10:00', '11:00', '12:00'].map((period) => ({ at: '12:10', period })));
  });

  test('a customer who came in meanwhile pays from the next hour on', async () => {
    await at('12:30');
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await at('15:10');
    await debitBySchedule(world);
    expect((await logsOf(business, id)).map((log) => log.period_start)).toEqual(hours(13, 15));
  });

  describe.each([
    ['the amount', { hourly_debit_amount: '0' }, { hourly_debit_amount: '5' }],
    ['the customer', { status: 'inactive' }, { status: 'active' }],
    ['an archived customer', { status: 'archived' }, { status: 'active' }],
  ])('%s switched off and on again', (_what, off, on) => {
    test.each([
      ['ran meanwhile', true],
      ['did not run meanwhile', false],
    ])('does not pay for the hours between, where the scheduler %s', async (_how, isRunning) => {
      const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
      await at('10:00');
      await debitBySchedule(world);
      await at('10:30');
      await change(id, off);
      await at('13:30');
      if (isRunning) await debitBySchedule(world);
      await change(id, on);
      await debitBySchedule(world);
      await at('14:05');
      await debitBySchedule(world);
      const paid = (await logsOf(business, id)).map((log) => log.period_start);
      expect(paid).toEqual([...hours(10, 10), ...hours(14, 14)]);
    });
  });

  test('advancing a test clock does every hour on the way as the hours themselves would have', async () => {
    const { id } = await world.addCustomer(business, { balance: '22', hourly_debit_amount: '5' });
    await world.admin.query('select private.advance_clock($1, $2)', [business.id, '2026-03-01T15:10:00Z']);
    const runs = await runsOf(business);
    expect(runs.map((run) => [run.trigger, run.period_start])).toEqual(
      hours(10, 15).map((hour) => ['schedule', hour]),
    );
    expect((await logsOf(business, id)).map((log) => log.status)).toEqual([
      'success',
      'success',
      'success',
      'success',
      'failed',
      'failed',
    ]);
  });
});

describe('an hour is never debited twice', () => {
  test('however often the amount and the status are switched off and on within it', async () => {
    const { id } = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    for (const clock of ['09:40', '10:00', '10:20', '11:00']) {
      await at(clock);
      for (const off of [{ hourly_debit_amount: '0' }, { status: 'inactive' }, { status: 'archived' }]) {
        await debitBySchedule(world);
        await debitByHand(business.owner);
        await change(id, off);
        await debitBySchedule(world);
        await change(id, { hourly_debit_amount: '5', status: 'active' });
        await debitByHand(business.owner);
      }
    }
    const paid = (await logsOf(business, id))
      .filter((log) => log.status === 'success')
      .map((log) => log.period_start);
    expect(paid).toEqual(hours(9, 11));
  });

  test('not by a clock that is set back', async () => {
    const { id } = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await at('12:00');
    await debitBySchedule(world);
    await at('10:30');
    await debitBySchedule(world);
    await debitByHand(business.owner);
    await at('12:30');
    await debitBySchedule(world);
    await debitByHand(business.owner);
    expect((await logsOf(business, id)).map((log) => log.period_start)).toEqual(hours(10, 12));
  });
});
