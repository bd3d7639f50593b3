/** What Postgres tells, and to whom: private.watch, private.notify_change, private.notify_customers. */
import { randomUUID } from 'node:crypto';
import type { Notification } from 'pg';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  business = await world.makeBusiness();
});

interface Watched {
  business_id: string;
  customer_id: string | null;
  renewed: boolean;
}

async function addCustomer(): Promise<string> {
  const made = (await business.owner.call('create_customer', { name: 'Ada' })) as { id: string };
  return made.id;
}

const watch = (args: { watcher_id?: string; seconds?: number; customer_id?: string } = {}) =>
  business.owner.call('watch', { watcher_id: randomUUID(), ...args }) as Promise<Watched>;

/** All that one transaction tells, in order. */
async function toldBy(...statements: [sql: string, values: unknown[]][]): Promise<string[]> {
  const client = await world.admin.connect();
  const told: string[] = [];
  const hear = ({ payload }: Notification) => told.push(payload ?? '');
  client.on('notification', hear);
  try {
    await client.query('listen drawdown');
    await client.query('begin');
    for (const [sql, values] of statements) await client.query(sql, values);
    await client.query('commit');
    // What a session tells itself arrives before the next answer.
    await client.query('select');
    return told;
  } finally {
    await client.query('unlisten drawdown');
    client.off('notification', hear);
    client.release();
  }
}

const change = (topic: string, customerId: string | null = null): [string, unknown[]] => [
  'select private.notify_change($1, $2, $3)',
  [business.id, topic, customerId],
];
const changeOfMany = (topic: string, customerIds: string[]): [string, unknown[]] => [
  'select private.notify_customers($1, $2, $3)',
  [business.id, topic, customerIds],
];

test('while nobody watches, nobody is told', async () => {
  const customerId = await addCustomer();
  await watch({ seconds: 0 });
  expect(await toldBy(change('wallets', customerId), changeOfMany('wallets', [customerId]))).toEqual([]);
});

test('a watcher of the business hears of it once a transaction, however often it changed', async () => {
  await Promise.all([watch(), watch()]);
  const [one, other] = [await addCustomer(), await addCustomer()];
  expect(await toldBy(change('wallets', one), change('wallets', other), change('orders'))).toEqual([
    `${business.id} wallets`,
    `${business.id} orders`,
  ]);
});

test('a watcher of a customer hears of that customer, and nothing else', async () => {
  const [one, other] = [await addCustomer(), await addCustomer()];
  await watch({ customer_id: one });
  expect(await toldBy(change('wallets', one), change('wallets', other), change('settings'))).toEqual([
    `${business.id}/${one} wallets`,
  ]);
});

test('a job that changed many customers tells those who are watched, and the business once', async () => {
  const customers = [await addCustomer(), await addCustomer(), await addCustomer()];
  const [watched = '', ...others] = customers;
  const elsewhere = await addCustomer();
  await Promise.all([watch({ customer_id: watched }), watch({ customer_id: elsewhere })]);
  expect(await toldBy(changeOfMany('wallets', customers))).toEqual([`${business.id}/${watched} wallets`]);
  await watch();
  expect((await toldBy(changeOfMany('wallets', customers))).sort()).toEqual([
    `${business.id} wallets`,
    `${business.id}/${watched} wallets`,
  ]);
  expect(await toldBy(changeOfMany('wallets', others))).toEqual([`${business.id} wallets`]);
  expect(await toldBy(changeOfMany('wallets', []))).toEqual([]);
});

test('a watch says whether it went on without a lapse', async () => {
  const watcher_id = randomUUID();
  expect(await watch({ watcher_id })).toEqual({
    business_id: business.id,
    customer_id: null,
    renewed: false,
  });
  expect(await watch({ watcher_id })).toMatchObject({ renewed: true });
  await watch({ watcher_id, seconds: 0 });
  expect(await toldBy(change('wallets'))).toEqual([]);
  expect(await watch({ watcher_id })).toMatchObject({ renewed: false });
  expect(await toldBy(change('wallets'))).toHaveLength(1);
});

test('a renewal that a later one overtook takes nothing from it', async () => {
  const watcher_id = randomUUID();
  await watch({ watcher_id, seconds: 300 });
  await watch({ watcher_id, seconds: 1 });
  const { rows } = await world.admin.query(
    `select from private.watchers where watcher_id = $1 and expires_at > now() + interval '200 seconds'`,
    [watcher_id],
  );
  expect(rows).toHaveLength(1);
});
