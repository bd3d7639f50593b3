/** Streams that are open while Postgres is killed. */
import { startCrashingPostgres } from '../helpers/crashing-postgres';
import { closeHub, holderOfKey, openStream, setEnvironment, openHub } from '../helpers/live';
import { World } from '../helpers/world';

let server: Awaited<ReturnType<typeof startCrashingPostgres>>;
let world: World;

beforeAll(async () => {
  server = await startCrashingPostgres();
  world = World.of(server.database);
  setEnvironment(server.database);
  openHub(server.database.appUrl);
}, 60_000);
afterAll(async () => {
  await closeHub();
  await (globalThis as { drawdownTransport?: { close(): Promise<void> } }).drawdownTransport?.close();
  await world.close();
  await server.stop();
}, 60_000);

test('SIGKILL to Postgres: streams stay, say so, are told to look once it is back, and go on', async () => {
  const [business, other] = [await world.makeBusiness(), await world.makeBusiness()];
  const streams = await Promise.all(
    [business, other].map(async (each) => {
      const { key } = await world.addKey(each);
      return (await openStream(holderOfKey(key), each.id)).follow();
    }),
  );
  await Promise.all(streams.map((stream) => stream.sees('resync')));

  await server.crash();
  await Promise.all(streams.map((stream) => stream.sees('offline')));
  await server.restart();
  // The watchers were forgotten with the crash: what happens now is told to nobody.
  await business.owner.call('create_customer', { name: 'Ada' });

  await Promise.all(streams.map((stream) => stream.sees('resync', stream.types.indexOf('offline'))));
  const soFar = streams.map(({ events }) => events.length);
  await business.owner.call('create_customer', { name: 'Ada' });
  await streams[0]?.sees('change customers', soFar[0]);
  expect(streams.map(({ hasEnded }) => hasEnded)).toEqual([false, false]);
  expect(streams[1]?.types).not.toContain('change customers');
  streams.forEach((stream) => stream.leave());
}, 60_000);
