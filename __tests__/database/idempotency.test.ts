import { randomUUID } from 'node:crypto';
import { createApiKey } from '@/lib/operations/api-keys';
import { createInvitation } from '@/lib/operations/business';
import { keyedSamples } from '../helpers/keyed-samples';
import { everyOperation } from '../helpers/operations';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

test('every operation that takes an Idempotency-Key is tried here', async () => {
  const keyed = (await everyOperation()).filter((operation) => operation.idempotency === 'key');
  expect(keyed.map((operation) => operation.name).sort()).toEqual(Object.keys(keyedSamples).sort());
});

describe.each(Object.keys(keyedSamples))('%s', (name) => {
  const inBusiness = (args: Arguments) =>
    name === 'create_business' ? args : { business_id: business.id, ...args };

  async function effects(): Promise<unknown> {
    const { rows } = await world.admin.query(`
      select (select count(*) from public.businesses) as businesses, (select count(*) from public.memberships) as members,
        (select count(*) from public.invitations) as invitations, (select count(*) from public.api_keys) as keys,
        (select count(*) from public.customers) as customers, (select count(*) from public.debit_runs) as runs,
        (select count(*) from public.ledger_entries) as entries, (select max(updated_at) from public.business_settings) as settings,
        (select max(updated_at) from public.customers) as changed, (select max(updated_at) from public.products) as priced,
        (select count(*) from public.products) as products, (select count(*) from public.stock_movements) as movements,
        (select count(*) from public.orders) as orders, (select count(*) from public.order_cancellations) as cancellations,
        (select count(*) from public.payment_allocations) as allocations, (select max(reversed_at) from public.payments) as reversed,
        (select count(*) from public.sessions) as sessions, (select count(ended_at) from public.sessions) as ended,
        (select count(*) from public.usage_events) as usage, (select count(*) from public.billing_runs) as billing`);
    return rows[0];
  }

  test('the same request with the same key is answered with the first answer, and done once', async () => {
    const [args] = await (keyedSamples[name]?.({ world, business }) ?? []);
    const caller = business.owner.keyed(randomUUID());
    const first = await caller.attempt(name, inBusiness(args ?? {}));
    const after = await effects();
    const second = await caller.attempt(name, inBusiness(args ?? {}));
    expect(first).toMatchObject({ ok: true, replayed: false });
    expect(second).toEqual({ ok: true, replayed: true, body: withoutSecrets(first.ok ? first.body : null) });
    expect(await effects()).toEqual(after);
  });

  test('the key with another request is refused, and nothing is done', async () => {
    const [args, others] = await (keyedSamples[name]?.({ world, business }) ?? []);
    const caller = business.owner.keyed(randomUUID());
    await caller.call(name, inBusiness(args ?? {}));
    const after = await effects();
    const failure = await caller.refusal(name, inBusiness(others ?? {}));
    expect(failure).toMatchObject({ sqlstate: 'PT409', hint: 'idempotency_key_reused' });
    expect(await effects()).toEqual(after);
  });

  test('a malformed key is refused before anything is done', async () => {
    const [args] = await (keyedSamples[name]?.({ world, business }) ?? []);
    const before = await effects();
    for (const key of ['', ' ', 'with space', 'ümlaut', 'x'.repeat(256), 'line\nend']) {
      const failure = await business.owner.keyed(key).refusal(name, inBusiness(args ?? {}));
      expect(failure).toMatchObject({ sqlstate: 'PT422', hint: 'invalid_idempotency_key' });
    }
    expect(await effects()).toEqual(before);
  });
});

test('the same amount written otherwise is the same request', async () => {
  const { id } = await world.addCustomer(business);
  const caller = business.owner.keyed(randomUUID());
  await caller.call('add_credit', { business_id: business.id, customer_id: id, amount: '5' });
  for (const args of [{ amount: '5.00' }, { amount: '5.000000' }, { amount_cents: 500 }]) {
    const again = await caller.attempt('add_credit', { business_id: business.id, customer_id: id, ...args });
    expect(again).toMatchObject({ ok: true, replayed: true });
  }
});

test('a key belongs to one business: the same key in another is a new request', async () => {
  const other = await world.makeBusiness();
  const key = randomUUID();
  const args = { name: 'Ada' };
  const here = await business.owner
    .keyed(key)
    .attempt('create_customer', { business_id: business.id, ...args });
  const there = await other.owner.keyed(key).attempt('create_customer', args);
  expect([here, there]).toMatchObject([
    { ok: true, replayed: false },
    { ok: true, replayed: false },
  ]);
});

test('a key made with one caller of a business is known to its other callers', async () => {
  const { caller } = await world.addKey(business);
  const key = randomUUID();
  const args = { name: 'Ada' };
  const first = await business.owner
    .keyed(key)
    .call('create_customer', { business_id: business.id, ...args });
  expect(await caller.keyed(key).attempt('create_customer', args)).toEqual({
    ok: true,
    replayed: true,
    body: first,
  });
});

test('no secret of an API key or an invitation is kept with the key', async () => {
  const keyed = () => business.owner.keyed(randomUUID());
  const { key } = await keyed().run(createApiKey, { business_id: business.id, name: 'Key' });
  const { token } = await keyed().run(createInvitation, { business_id: business.id, role: 'viewer' });
  expect(key).toMatch(/^sk_.{22}_.{43}$/);
  expect(token).toMatch(/^inv_.{22}_.{43}$/);
  for (const secret of [key, token]) {
    const { rows } = await world.admin.query<{ table: string }>(
      `select 'idempotency_keys' as table from private.idempotency_keys as k where k::text like $1
       union all select 'api_keys' from public.api_keys as k where k::text like $1
       union all select 'invitations' from public.invitations as i where i::text like $1`,
      [`%${secret?.slice(-20)}%`],
    );
    expect(rows).toEqual([]);
  }
});

function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return {
    ...body,
    ...('key' in body && { key: null }),
    ...('token' in body && { token: null }),
    ...('secret' in body && { secret: null }),
  };
}
