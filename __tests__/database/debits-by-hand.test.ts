import { previewDebits } from '@/lib/operations/debits';
import { addCredit, getBalance } from '@/lib/operations/wallets';
import { debitByHand, debitBySchedule, logsOf } from '../helpers/debits';
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

describe('a run by hand', () => {
  test('retries those who failed in the current hour, and nobody else', async () => {
    const poor = await world.addCustomer(business, { balance: '3', hourly_debit_amount: '5' });
    const rich = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await scheduleAt('10:00');
    await scheduleAt('11:00');
    await business.owner.run(addCredit, { customer_id: poor.id, amount: '50' });
    const result = await debitByHand(business.owner);
    expect(result).toMatchObject({ processed: 1, succeeded: 1, failed: 0, total_debited: '5.00' });
    expect(result.runs).toMatchObject([{ trigger: 'manual', due: 1, period_start: hour('11') }]);
    expect([await balanceOf(poor.id), await balanceOf(rich.id)]).toEqual(['48.00', '90.00']);
    expect(
      (await logsOf(business, poor.id)).map((log) => [log.period_start, log.status, log.attempt]),
    ).toEqual([
      [hour('10'), 'failed', 1],
      [hour('11'), 'failed', 1],
      [hour('11'), 'success', 2],
    ]);
    expect(await debitByHand(business.owner)).toMatchObject({ processed: 0 });
  });

  test('names who asked for it, in the run and in the ledger', async () => {
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const result = await debitByHand(business.owner);
    expect(result.runs[0]?.started_by).toBe(`user:${business.ownerId}`);
    const { rows } = await world.admin.query(
      `select actor, reference_type, reference_id from public.ledger_entries where wallet_id = $1 and kind = 'hourly_debit'`,
      [await world.walletId(id)],
    );
    expect(rows).toEqual([
      { actor: `user:${business.ownerId}`, reference_type: 'debit_run', reference_id: result.run_id },
    ]);
  });

  test('before the scheduler looked in a new hour does the hour of the schedule, which is then done', async () => {
    const { id } = await world.addCustomer(business, { hourly_debit_amount: '5' });
    await at('10:00');
    const result = await debitByHand(business.owner);
    expect(result.runs).toHaveLength(2);
    expect(result.runs).toContainEqual(expect.objectContaining({ trigger: 'schedule', succeeded: 1 }));
    expect(result.runs).toContainEqual(expect.objectContaining({ trigger: 'manual', processed: 0 }));
    await scheduleAt('10:59');
    expect(await balanceOf(id)).toBe('95.00');
  });

  test('takes what its preview said, of the customers the preview counted', async () => {
    for (const balance of ['0', '3', '5', '50']) {
      await world.addCustomer(business, { balance, hourly_debit_amount: '5' });
    }
    await world.addCustomer(business, { hourly_debit_amount: '5', status: 'inactive' });
    // In the hour they came in; in a new hour before the scheduler looked; once more in it; after an outage.
    for (const [clock, missed_hours, due, succeeded] of [
      ['09:45', 0, 4, 2],
      ['10:00', 0, 4, 1],
      ['10:30', 0, 3, 0],
      ['13:20', 2, 4, 3],
    ] as const) {
      await at(clock);
      const preview = await business.owner.run(previewDebits);
      const result = await debitByHand(business.owner);
      expect(preview).toMatchObject({
        period_start: hour(clock.slice(0, 2)),
        missed_hours,
        due,
        would_succeed: result.succeeded,
        would_fail: result.failed,
        total: result.total_debited,
      });
      expect(result.succeeded).toBe(succeeded);
    }
  });
});
