import { debitBySchedule, debitByHand, logsOf } from '../helpers/debits';
import { startCrashingPostgres } from '../helpers/crashing-postgres';
import { differences, isRefusal, keepToppingUp, newTally, type Wallet } from '../helpers/storm';
import { World } from '../helpers/world';

/** Movements before the server is killed, and once more after it is back. */
const movements = 100 * Number(process.env['STORM_SECONDS'] ?? 3);

let server: Awaited<ReturnType<typeof startCrashingPostgres>>;
let world: World;

beforeAll(async () => {
  server = await startCrashingPostgres();
  world = World.of(server.database);
}, 60_000);
afterAll(async () => {
  await world.close();
  await server.stop();
}, 60_000);

test('SIGKILL to Postgres in a storm: what was acknowledged is there, what was sent again is there once', async () => {
  const business = await world.makeSandbox('2026-03-01T09:30:00Z');
  const customers = await world.addManyCustomers(business, 20, '0.50');
  const wallets: Wallet[] = [];
  for (const customerId of customers)
    wallets.push({ customerId, walletId: await world.walletId(customerId) });
  const tally = newTally();
  let isOver = false;
  const goesOn = () => !isOver && tally.acknowledged.size < 2 * movements;

  let isCrashed = false;
  let sayItIsBack: () => void = () => undefined;
  const isBack = new Promise<void>((resolve) => (sayItIsBack = resolve));
  let lostAnswers = 0;
  async function untilItIsBack(error: unknown): Promise<void> {
    // A refusal is an answer: only a connection that broke is made up for.
    if (!isCrashed || isRefusal(error)) throw error;
    lostAnswers += 1;
    await isBack;
  }

  let hours = 0;
  async function keepTimePassing() {
    while (goesOn()) {
      try {
        const clock = new Date(Date.UTC(2026, 2, 1, 9, 30) + (hours + 1) * 3_600_000).toISOString();
        await world.setClock(business.id, clock);
        hours += 1;
        await Promise.all([
          debitBySchedule(world, 6),
          debitBySchedule(world, 6),
          debitByHand(business.owner),
        ]);
      } catch (error) {
        await untilItIsBack(error);
      }
    }
  }
  async function killInTheMiddle() {
    while (tally.acknowledged.size < movements) await world.admin.query('select');
    isCrashed = true;
    const before = new Set(tally.acknowledged.keys());
    await server.crash();
    await server.restart();
    sayItIsBack();
    return before;
  }

  const clients = Array.from({ length: 16 }, () =>
    keepToppingUp(business.owner, wallets, tally, goesOn, untilItIsBack),
  );
  const everybody = Promise.all([killInTheMiddle(), keepTimePassing(), ...clients]);
  const [acknowledgedBefore] = await everybody.finally(() => (isOver = true));
  await debitBySchedule(world);

  expect(acknowledgedBefore.size).toBeGreaterThanOrEqual(movements);
  expect(lostAnswers).toBeGreaterThan(0);
  expect(await differences(world.admin, business.id, tally)).toEqual([]);
  expect(await world.discrepancies(business.id)).toEqual([]);
  const logs = await logsOf(business);
  const asked = new Set(logs.map((log) => `${log.customer_id} ${log.period_start}`));
  expect(asked.size).toBe(20 * hours);
  const paid = logs
    .filter((log) => log.status === 'success')
    .map((log) => `${log.customer_id} ${log.period_start}`);
  expect(new Set(paid).size).toBe(paid.length);
}, 120_000);
