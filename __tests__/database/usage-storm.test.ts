import { startCrashingPostgres } from '../helpers/crashing-postgres';
import { nextHeaders, serve } from '../api/support/server';
import { networkFaults } from '../helpers/fault-proxy';
import { blowUsageStorm } from '../helpers/usage-storm';
import { settle, usageStormFaults } from '../helpers/usage-storm-faults';
import { listen, makeScene } from '../helpers/usage-storm-scene';
import { World } from '../helpers/world';

jest.mock('next/headers', () => nextHeaders());

/** The full one, of 200,000 events against the production build, is `npm run storm:usage`. */
const events = 1_000 * Number(process.env['STORM_SECONDS'] ?? 4);
const clients = 8;

let server: Awaited<ReturnType<typeof startCrashingPostgres>>;
let app: Awaited<ReturnType<typeof listen>>;
let world: World;

beforeAll(async () => {
  server = await startCrashingPostgres();
  world = World.of(server.database);
  Object.assign(process.env, {
    SUPABASE_URL: 'http://127.0.0.1:9',
    SUPABASE_PUBLISHABLE_KEY: 'not used by those who send a key',
    DATABASE_URL: server.database.appUrl,
    APP_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
  });
  app = await listen(serve);
}, 60_000);
afterAll(async () => {
  await app.close();
  const holder = globalThis as typeof globalThis & { drawdownTransport?: { close(): Promise<void> } };
  await holder.drawdownTransport?.close();
  await world.close();
  await server.stop();
}, 60_000);

test(`${events} events of 8 programs over a network that drops, delays and repeats, SIGKILL to Postgres, four billing jobs: each is recorded once and billed once, to the last digit`, async () => {
  const { business, customers, apiKeys } = await makeScene(world, clients, 12);
  const storm = await blowUsageStorm({
    world,
    business,
    apiKeys,
    appUrl: app.url,
    plan: { events, clients, customers, seed: 4 },
    batch: 40,
    collectSize: 300,
    share: 0.4,
    async crash() {
      await server.crash();
      await server.restart();
    },
  });
  await settle(world, business);
  expect(await usageStormFaults(world, business, storm)).toEqual([]);
  // And it was one.
  expect(storm.brokenSteps).toBeGreaterThan(0);
  expect([...storm.faults.keys()].sort()).toEqual([...networkFaults, 'passed'].sort());
}, 120_000);
