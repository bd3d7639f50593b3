import { getDebitStatus } from '@/lib/operations/debits';
import { getBalance } from '@/lib/operations/wallets';
import { updateCustomer } from '@/lib/operations/customers';
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
const hour = (clock: string) => `2026-03-01T${clock}:00:00+00:00`;

/** The scheduler looks when the clock of the business stands there. */
async function scheduleAt(clock: string): Promise<void> {
  await at(clock);
  await debitBySchedule(world);
}

async function balanceOf(customerId: string): Promise<string> {
  return (await business.owner.run(getBalance, { customer_id: customerId })).balance;
}

describe('each attempt leaves a log with the right numbers', () => {
  test('a debit that the wallet bears', async () => {
    const { id } = await world.addCustomer(business, {
      balance: '100',
      hourly_debit_amount: '5.25',
      name: 'Ada',
    });
    await scheduleAt('10:00');
    expect(await balanceOf(id)).toBe('94.75');
    const [run] = await runsOf(business);
    expect(await logsOf(business)).toEqual([
      {
        run_id: run?.id,
        customer_id: id,
        customer_name: 'Ada',
        status: 'success',
        amount: '5.25',
        currency: 'USD',
        balance_before: '100.00',
        balance_after: '94.75',
        error_code: null,
        error_message: null,
        period_start: hour('10'),
        attempt: 1,
        created_at: expect.any(String),
        entry_id: expect.stringMatching(/\.2$/),
      },
    ]);
    expect(run).toMatchObject({
      trigger: 'schedule',
      status: 'completed',
      period_start: hour('10'),
      due: 1,
      processed: 1,
      succeeded: 1,
      failed: 0,
      total_debited: '5.25',
      started_by: 'job:hourly_debits',
    });
  });

  test('a debit that the wallet cannot bear changes no balance and writes no entry', async () => {
    const { id } = await world.addCustomer(business, { balance: '5.24', hourly_debit_amount: '5.25' });
    await scheduleAt('10:00');
    expect(await business.owner.run(getBalance, { customer_id: id })).toMatchObject({
      balance: '5.24',
      wallets: [{ version: 1 }],
    });
    expect(await logsOf(business)).toMatchObject([
      {
        status: 'failed',
        amount: '5.25',
        balance_before: '5.24',
        balance_after: '5.24',
        error_code: 'insufficient_funds',
        period_start: hour('10'),
        error_message: 'The wallet can bear 5.24 USD, and the hour costs 5.25.',
      },
    ]);
    expect(await runsOf(business)).toMatchObject([
      { processed: 1, succeeded: 0, failed: 1, total_debited: '0.00' },
    ]);
  });

  test('a balance may be used up to the last cent', async () => {
    const { id } = await world.addCustomer(business, { balance: '10.50', hourly_debit_amount: '5.25' });
    await scheduleAt('12:00');
    expect(await balanceOf(id)).toBe('0.00');
    expect((await logsOf(business)).map((log) => log.status)).toEqual(['success', 'success', 'failed']);
  });

  test('a wallet with a limit below zero, or none, is debited down to it', async () => {
    const limited = await world.addCustomer(business, { balance: '0', hourly_debit_amount: '5' });
    const unlimited = await world.addCustomer(business, { balance: '0', hourly_debit_amount: '5' });
    const minimum = 'update public.wallets set minimum_balance = $2 where customer_id = $1';
    await world.admin.query(minimum, [limited.id, '-7']);
    await world.admin.query(minimum, [unlimited.id, null]);
    await scheduleAt('11:00');
    expect([await balanceOf(limited.id), await balanceOf(unlimited.id)]).toEqual(['-5.00', '-10.00']);
  });

  test('a customer who cannot pay does not stop the others', async () => {
    const amounts = ['0', '100', '1', '100', '4.99'];
    const ids: string[] = [];
    for (const balance of amounts) {
      ids.push((await world.addCustomer(business, { balance, hourly_debit_amount: '5' })).id);
    }
    await scheduleAt('10:00');
    expect(await Promise.all(ids.map(balanceOf))).toEqual(['0.00', '95.00', '1.00', '95.00', '4.99']);
    expect(await runsOf(business)).toMatchObject([
      { due: 5, processed: 5, succeeded: 2, failed: 3, total_debited: '10.00' },
    ]);
  });
});

describe('who is debited', () => {
  test('a new customer not by schedule in the hour it came in, but by hand', async () => {
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await scheduleAt('09:59');
    expect(await logsOf(business)).toEqual([]);
    expect(await debitByHand(business.owner)).toMatchObject({ succeeded: 1, total_debited: '5.00' });
    await scheduleAt('10:00');
    expect((await logsOf(business)).map((log) => log.period_start)).toEqual([hour('09'), hour('10')]);
    expect(await balanceOf(id)).toBe('90.00');
  });

  test('a new customer not for the hour it came in, though the scheduler comes late', async () => {
    await at('10:05');
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await scheduleAt('10:06');
    expect(await logsOf(business)).toEqual([]);
    await scheduleAt('11:00');
    expect(await balanceOf(id)).toBe('95.00');
  });

  test('nobody who is inactive, archived, or has no hourly amount', async () => {
    await world.addCustomer(business, { hourly_debit_amount: '0' });
    await world.addCustomer(business, { hourly_debit_amount: '5', status: 'inactive' });
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await business.owner.call('delete_customer', { customer_id: id });
    await scheduleAt('10:00');
    await debitByHand(business.owner);
    expect(await logsOf(business)).toEqual([]);
    expect(await runsOf(business)).toMatchObject([
      { trigger: 'schedule', due: 0 },
      { trigger: 'manual', due: 0 },
    ]);
  });

  test('nobody of another business', async () => {
    const other = await world.makeSandbox('2026-03-01T09:30:00Z');
    await world.addCustomer(other, { hourly_debit_amount: '5' });
    await world.addCustomer(business, { hourly_debit_amount: '5' });
    expect(await debitByHand(business.owner)).toMatchObject({ processed: 1 });
    expect(await logsOf(other)).toEqual([]);
  });

  test('the amount that stands when the hour is debited is the one that is taken', async () => {
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await scheduleAt('10:00');
    await business.owner.run(updateCustomer, { customer_id: id, hourly_debit_amount: '7' });
    await scheduleAt('11:00');
    expect((await logsOf(business)).map((log) => log.amount)).toEqual(['5.00', '7.00']);
    expect(await balanceOf(id)).toBe('88.00');
  });
});

test('the status adds up all runs', async () => {
  await world.addCustomer(business, { balance: '12', hourly_debit_amount: '5' });
  await scheduleAt('12:00');
  expect(await business.owner.run(getDebitStatus)).toMatchObject({
    runs: 3,
    succeeded: 2,
    failed: 1,
    total_debited: '10.00',
    missed_hours: 0,
    next_run_at: hour('13'),
    last_run: { period_start: hour('12') },
  });
});
