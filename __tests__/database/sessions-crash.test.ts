import { startCrashingPostgres } from '../helpers/crashing-postgres';
import { times } from '../helpers/portal-people';
import {
  addBurner,
  at,
  bookedOf,
  clockStart,
  letAMinutePass,
  sessionsOf,
  settleBySchedule,
  start,
  stepOfSettling,
} from '../helpers/sessions';
import { inTransaction } from '../helpers/waiting';
import { World } from '../helpers/world';

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

test('SIGKILL to Postgres in the middle of the job: no credit is lost and none is burned twice', async () => {
  const business = await world.makeSandbox(clockStart);
  const customers = await Promise.all(
    times(24, (n) => addBurner(world, business, n % 2 === 0 ? '5' : '1000')),
  );
  for (const customer of customers) await start(business, customer);
  const read = async () =>
    (await sessionsOf(business)).map(({ id, credits_used: used, ended_at: end }) => [id, used, end]);
  for (let round = 1; round <= 3; round += 1) {
    await world.setClock(business.id, at(round * 20));
    const before = await read();
    await letAMinutePass(world, business);
    // A step is through, the next is in the middle of its work and not committed, when everything stops.
    expect(await stepOfSettling(world, 5)).toBe(true);
    const killed = inTransaction(world.admin, async (client) => {
      await client.query('select private.settle_sessions(7)');
      await server.crash();
      await client.query('commit');
    });
    await expect(killed).rejects.toThrow();
    await server.restart();
    expect(await read()).toEqual(before);
    expect(await world.discrepancies(business.id)).toEqual([]);
    const settled = await Promise.all(customers.map((customer) => bookedOf(world, business, customer)));
    expect(settled.filter(({ entries }) => entries === round)).toHaveLength(5);
    await settleBySchedule(world, 5, business);
    await settleBySchedule(world, 5, business);
    expect(await read()).toEqual(before);
  }
  for (const [index, customer] of customers.entries()) {
    const runsOut = index % 2 === 0;
    expect(await bookedOf(world, business, customer)).toEqual({
      balance: runsOut ? '0' : '990',
      sum: runsOut ? '0' : '990',
      burned: runsOut ? '5' : '10',
      entries: runsOut ? 2 : 3,
    });
  }
  expect(await world.discrepancies(business.id)).toEqual([]);
}, 120_000);
