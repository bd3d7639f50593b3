/** That nobody misses a change, whatever breaks on the way to them, and in whatever order. */
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import {
  closeHub,
  holderOfKey,
  openStream,
  setEnvironment,
  openHub,
  type LiveReader,
  type ReadEvent,
} from '../helpers/live';
import { until } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

const topics = ['wallets', 'orders', 'settings'] as const;
type Versions = Record<string, number>;

const actions = [
  ...topics.map((topic) => `change ${topic}` as const),
  'begin a slow change',
  'commit a slow change',
  'come back',
  'leave',
  'stop hearing',
  'break the connection',
  'forget the watch',
  'let the watch lapse',
] as const;
type Action = (typeof actions)[number];

let world: World;
let business: Business;
let apiKey: string;

beforeAll(async () => {
  world = await World.open();
  setEnvironment(world.database);
  openHub(world.database.appUrl, { renewMilliseconds: 40 });
  business = await world.makeBusiness();
  apiKey = (await world.addKey(business)).key;
  await world.admin.query(
    'create table public.seen_versions (topic text primary key, version integer not null)',
  );
  await world.admin.query('insert into public.seen_versions select unnest($1::text[]), 0', [topics]);
});
afterAll(async () => {
  await closeHub();
  await (globalThis as { drawdownTransport?: { close(): Promise<void> } }).drawdownTransport?.close();
  await world.close();
});

const versions = async (): Promise<Versions> => {
  const { rows } = await world.admin.query<{ topic: string; version: number }>(
    'select topic, version from public.seen_versions',
  );
  return Object.fromEntries(rows.map(({ topic, version }) => [topic, version]));
};

/** A page: it reads a topic when told that it changed, and all of them when told to look. At once, not when it gets to it. */
class Page {
  readonly view: Versions = {};
  #stream: LiveReader | null = null;
  #lastEventId: string | null = null;

  get isThere(): boolean {
    return this.#stream !== null;
  }

  async comeBack(): Promise<void> {
    this.leave();
    this.#stream = await openStream(holderOfKey(apiKey), business.id, this.#lastEventId);
    this.#stream.onEvent = (event) => this.#take(event);
    this.#stream.follow();
  }

  leave(): void {
    this.stopHearing();
    this.#stream?.leave();
    this.#stream = null;
  }

  /** The network is gone, and the server does not know it. */
  stopHearing(): void {
    if (this.#stream !== null) this.#stream.onEvent = () => undefined;
  }

  #take({ type, id, topic }: ReadEvent): void {
    this.#lastEventId = id ?? this.#lastEventId;
    if (type === 'resync' || type === 'change') void this.#look(topic);
  }

  async #look(topic: string | null): Promise<void> {
    for (const [name, version] of Object.entries(await versions())) {
      if (topic === null || topic === name) this.view[name] = Math.max(version, this.view[name] ?? 0);
    }
  }
}

async function change(client: Pick<PoolClient, 'query'>, topic: string): Promise<void> {
  await client.query(`update public.seen_versions set version = version + 1 where topic = $1`, [topic]);
  await client.query('select private.notify_change($1, $2)', [business.id, topic]);
}

async function play(order: readonly Action[]): Promise<void> {
  const page = new Page();
  const slow: PoolClient[] = [];
  const commitSlow = async () => {
    const client = slow.pop();
    await client?.query('commit');
    client?.release();
  };
  const changeNow = async (topic: string) => {
    // The slow one holds the row of its topic.
    if (topic === 'orders' && slow.length > 0) await commitSlow();
    const client = await world.admin.connect();
    await client.query('begin');
    await change(client, topic);
    await client.query('commit');
    client.release();
  };
  const take: Record<Action, () => unknown> = {
    'change wallets': () => changeNow('wallets'),
    'change orders': () => changeNow('orders'),
    'change settings': () => changeNow('settings'),
    'begin a slow change': async () => {
      if (slow.length > 0) return;
      const client = await world.admin.connect();
      slow.push(client);
      await client.query('begin');
      await change(client, 'orders');
    },
    'commit a slow change': commitSlow,
    'come back': () => page.comeBack(),
    leave: () => page.leave(),
    'stop hearing': () => page.stopHearing(),
    'break the connection': () =>
      world.admin.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
         where application_name = 'drawdown live' and datname = current_database()`,
      ),
    'forget the watch': () => world.admin.query('delete from private.watchers'),
    'let the watch lapse': () =>
      world.admin.query(`update private.watchers set expires_at = now() - interval '1 second'`),
  };
  try {
    for (const action of order) await take[action]();
    if (!page.isThere || order.lastIndexOf('stop hearing') > order.lastIndexOf('come back')) {
      await page.comeBack();
    }
    await commitSlow();
    const truth = await versions();
    const isRight = async () => {
      await world.admin.query('select');
      return topics.every((topic) => page.view[topic] === truth[topic]);
    };
    await until(`the page shows ${JSON.stringify(truth)} after ${order.join(', ')}`, isRight, 5_000);
  } finally {
    await commitSlow();
    page.leave();
  }
}

test('whatever breaks, and in whatever order, a page that is there again shows everything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...actions), { minLength: 3, maxLength: 14 }), play),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);
