/** What open streams cost: the memory of a slow reader, and the calls of many. */
import { closeHub, holderOfKey, openStream, setEnvironment, openHub, type LiveReader } from '../helpers/live';
import { until } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let apiKey: string;
let open: LiveReader[] = [];

beforeAll(async () => {
  world = await World.open();
  setEnvironment(world.database);
  business = await world.makeBusiness();
  apiKey = (await world.addKey(business)).key;
  await world.admin.query(`
    create table public.granted_watches (at timestamptz not null default clock_timestamp());
    create function public.note_watch() returns trigger language plpgsql security definer as $$
    begin
      insert into public.granted_watches default values;
      return null;
    end;
    $$;
    create trigger note_watch after insert or update on private.watchers
      for each row execute function public.note_watch();
  `);
});
afterEach(async () => {
  open.forEach((reader) => reader.leave());
  open = [];
  await closeHub();
});
afterAll(async () => {
  await (globalThis as { drawdownTransport?: { close(): Promise<void> } }).drawdownTransport?.close();
  await world.close();
});

async function stream(): Promise<LiveReader> {
  const reader = await openStream(holderOfKey(apiKey), business.id);
  open.push(reader);
  return reader;
}

const notify = (topic: string) =>
  world.admin.query('select private.notify_change($1, $2)', [business.id, topic]);

async function grantedWatches(): Promise<number> {
  const { rows } = await world.admin.query<{ count: number }>(
    'select count(*)::integer as count from public.granted_watches',
  );
  return rows[0]?.count ?? 0;
}

test('a reader who is slow finds what changed meanwhile, each topic once, and nothing else', async () => {
  openHub(world.database.appUrl);
  const [slow, quick] = [await stream(), (await stream()).follow()];
  while (!slow.types.includes('resync')) await slow.readOnce();
  for (let round = 0; round < 200; round += 1) {
    for (const topic of ['wallets', 'orders', 'usage']) await notify(topic);
  }
  await notify('settings');
  await quick.sees('change settings');
  await slow.readOnce();
  expect(slow.types.slice(1)).toEqual(['change wallets', 'change orders', 'change usage', 'change settings']);
});

test('a reader who takes nothing for two beats is let go; one who reads gets the beats', async () => {
  openHub(world.database.appUrl, { heartbeatMilliseconds: 40 });
  const [deaf, quick] = [await stream(), (await stream()).follow()];
  while (!deaf.types.includes('resync')) await deaf.readOnce();
  await notify('wallets');
  await quick.sees('change wallets');
  await deaf.ends();
  expect(quick.hasEnded).toBe(false);
  expect(quick.beats).toBeGreaterThan(0);
});

test('many streams of one caller are renewed as one', async () => {
  openHub(world.database.appUrl, { renewMilliseconds: 500 });
  for (let count = 0; count < 30; count += 1) (await stream()).follow();
  const joined = await grantedWatches();
  const start = performance.now();
  await until('three renewals', async () => (await grantedWatches()) >= joined + 3);
  // A renewal for each stream would have come thirty times as often.
  expect(performance.now() - start).toBeGreaterThan(500);
});

test('whoever left can come back within the life of the watch; then Postgres is told nothing more, and forgets', async () => {
  const hub = openHub(world.database.appUrl, { watchSeconds: 1 });
  const first = (await stream()).follow();
  await first.sees('resync');
  first.leave();
  expect(hub.listener.connection).toBeDefined();
  await until('nobody listens any more', async () => {
    await world.admin.query('select');
    return hub.listener.connection === undefined;
  });
  await until('the watch is over', async () => {
    const { rows } = await world.admin.query(
      'select from private.watchers where watcher_id = $1 and expires_at > now()',
      [hub.watcherId],
    );
    return rows.length === 0;
  });
});
