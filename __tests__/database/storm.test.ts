import { debitByHand, debitBySchedule, logsOf } from '../helpers/debits';
import { differences, keepSpending, keepToppingUp, newTally, type Wallet } from '../helpers/storm';
import { World } from '../helpers/world';

/** How long the storm blows. `STORM_SECONDS=10` is the full one that issue 1 asks for. */
const seconds = Number(process.env['STORM_SECONDS'] ?? 3);

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function deadlocks(): Promise<string | undefined> {
  const { rows } = await world.admin.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return rows[0]?.deadlocks;
}

/** A step of the job that raised an error leaves this note. */
async function stepsThatFailed(): Promise<number | null> {
  const { rowCount } = await world.admin.query(
    'select from private.debit_schedules where retry_at is not null',
  );
  return rowCount;
}

test(
  `32 clients on 20 wallets for ${seconds} s while debit runs overlap: no entry lost, none doubled, no deadlock`,
  async () => {
    const business = await world.makeSandbox('2026-03-01T09:30:00Z');
    const customers = await world.addManyCustomers(business, 20, '0.50');
    const wallets: Wallet[] = [];
    for (const customerId of customers)
      wallets.push({ customerId, walletId: await world.walletId(customerId) });
    const keys = await Promise.all(Array.from({ length: 4 }, () => world.addKey(business)));
    const tally = newTally();
    const end = Date.now() + seconds * 1000;
    const goesOn = () => Date.now() < end;

    let hours = 0;
    async function keepTimePassing() {
      while (goesOn()) {
        hours += 1;
        await world.setClock(
          business.id,
          new Date(Date.UTC(2026, 2, 1, 9, 30) + hours * 3_600_000).toISOString(),
        );
        // Two debit runs at once, in chunks that a step of the other can come between.
        await Promise.all([
          debitBySchedule(world, 6),
          debitBySchedule(world, 6),
          debitByHand(business.owner),
        ]);
      }
    }

    const clients = Array.from({ length: 32 }, (_, index) => {
      const caller = [business.owner, ...keys.map((key) => key.caller)][index % 5] ?? business.owner;
      return index % 3 === 0
        ? keepSpending(world.admin, business.id, wallets, tally, goesOn)
        : keepToppingUp(caller, wallets, tally, goesOn);
    });
    await Promise.all([keepTimePassing(), ...clients]);
    await debitBySchedule(world);

    expect(tally.acknowledged.size).toBeGreaterThan(seconds * 100);
    expect(await differences(world.admin, business.id, tally)).toEqual([]);
    expect(await world.discrepancies(business.id)).toEqual([]);
    expect(await deadlocks()).toBe('0');
    expect(await stepsThatFailed()).toBe(0);

    // Each customer was asked once for each hour, and paid for none twice.
    const logs = await logsOf(business);
    const asked = new Set(logs.map((log) => `${log.customer_id} ${log.period_start}`));
    expect(asked.size).toBe(20 * hours);
    const paid = logs
      .filter((log) => log.status === 'success')
      .map((log) => `${log.customer_id} ${log.period_start}`);
    expect(new Set(paid).size).toBe(paid.length);
  },
  30_000 + seconds * 2_000,
);
