import { randomUUID } from 'node:crypto';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { callFunction } from '../helpers/sql-callers';
import { backendOf, terminate, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

async function topUps(customerId: string) {
  const { rows } = await world.admin.query<{ amount: string }>(
    `select e.amount from public.ledger_entries as e join public.wallets as w on w.id = e.wallet_id
     where w.customer_id = $1 and e.kind = 'top_up'`,
    [customerId],
  );
  return rows.map((row) => row.amount);
}

async function remembered(key: string) {
  const { rowCount } = await world.admin.query('select from private.idempotency_keys where key = $1', [key]);
  return rowCount;
}

test('a second request with the key waits for the first to commit, and is answered with its answer', async () => {
  const { id } = await world.addCustomer(business);
  const caller = business.owner.keyed(randomUUID());
  const args = { customer_id: id, amount: '5' };
  let second: ReturnType<typeof caller.attempt> | undefined;
  const first = await caller.transaction(async (client) => {
    const answer = await callFunction(client, 'add_credit', args);
    second = caller.attempt('add_credit', args);
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
    return answer;
  });
  expect(await second).toEqual({ ok: true, replayed: true, body: first.body });
  expect(await topUps(id)).toEqual(['5.000000']);
});

test('a second request with the key is carried out itself where the first is rolled back', async () => {
  const { id } = await world.addCustomer(business);
  const caller = business.owner.keyed(randomUUID());
  const args = { customer_id: id, amount: '5' };
  let second: ReturnType<typeof caller.attempt> | undefined;
  const first = caller.transaction(async (client) => {
    await callFunction(client, 'add_credit', args);
    second = caller.attempt('add_credit', args);
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
    throw new Error('rolled back');
  });
  await expect(first).rejects.toThrow('rolled back');
  expect(await second).toMatchObject({ ok: true, replayed: false });
  expect(await topUps(id)).toEqual(['5.000000']);
});

test('many requests with one key at once are one', async () => {
  const { id } = await world.addCustomer(business);
  const caller = business.owner.keyed(randomUUID());
  const attempts = await Promise.all(
    Array.from({ length: 16 }, () => caller.attempt('add_credit', { customer_id: id, amount: '5' })),
  );
  expect(attempts.filter((attempt) => attempt.ok && !attempt.replayed)).toHaveLength(1);
  expect(attempts.filter((attempt) => attempt.ok && attempt.replayed)).toHaveLength(15);
  expect(await topUps(id)).toEqual(['5.000000']);
});

test('requests with different keys do not wait for each other', async () => {
  const { id } = await world.addCustomer(business);
  const { id: other } = await world.addCustomer(business);
  const answer = await business.owner.keyed(randomUUID()).transaction(async (client) => {
    await callFunction(client, 'add_credit', { customer_id: id, amount: '5' });
    return business.owner.keyed(randomUUID()).attempt('add_credit', { customer_id: other, amount: '5' });
  });
  expect(answer).toMatchObject({ ok: true });
});

test('a request that failed is not remembered: the same key works once the reason is gone', async () => {
  const { id } = await world.addCustomer(business);
  await business.owner.run(deleteCustomer, { customer_id: id });
  const key = randomUUID();
  const args = { customer_id: id, amount: '5' };
  expect(await business.owner.keyed(key).refusal('add_credit', args)).toMatchObject({
    hint: 'customer_archived',
  });
  expect(await remembered(key)).toBe(0);

  await business.owner.run(updateCustomer, { customer_id: id, status: 'active' });
  expect(await business.owner.keyed(key).attempt('add_credit', args)).toMatchObject({
    ok: true,
    replayed: false,
  });
  expect(await topUps(id)).toEqual(['5.000000']);
});

test('effect and key are one transaction: a backend that dies after the effect leaves neither', async () => {
  const { id } = await world.addCustomer(business);
  const key = randomUUID();
  const caller = business.owner.keyed(key);
  const args = { customer_id: id, amount: '5' };
  const killed = caller.transaction(async (client) => {
    await callFunction(client, 'add_credit', args);
    await terminate(world.admin, await backendOf(client));
  });
  await expect(killed).rejects.toThrow();
  expect({ topUps: await topUps(id), remembered: await remembered(key) }).toEqual({
    topUps: [],
    remembered: 0,
  });

  expect(await caller.attempt('add_credit', args)).toMatchObject({ ok: true, replayed: false });
  expect(await caller.attempt('add_credit', args)).toMatchObject({ ok: true, replayed: true });
  expect({ topUps: await topUps(id), remembered: await remembered(key) }).toEqual({
    topUps: ['5.000000'],
    remembered: 1,
  });
});
