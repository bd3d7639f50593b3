import { randomUUID } from 'node:crypto';
import { createApiKey, createInvitation } from '@/lib/operations/business';
import { everyOperation } from '../helpers/operations';
import { addBuyer, addProduct, line, pay, sell } from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { eventOf } from '../helpers/usage';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

/** For each keyed operation: parameters that work now, and others. */
const samples: Record<string, () => Promise<[Arguments, Arguments]>> = {
  create_business: async () => [{ name: 'Second' }, { name: 'Third' }],
  update_business: async () => [{ name: 'Renamed' }, { name: 'Renamed', overdue_days: 14 }],
  update_member: async () => {
    const { id } = await world.addMember(business, 'viewer');
    return [
      { user_id: id, role: 'member' },
      { user_id: id, role: 'admin' },
    ];
  },
  remove_member: async () => {
    const { id } = await world.addMember(business, 'viewer');
    return [{ user_id: id }, { user_id: randomUUID() }];
  },
  create_invitation: async () => [{ role: 'viewer' }, { role: 'viewer', email: 'someone@example.test' }],
  revoke_invitation: async () => {
    const { id } = await business.owner.run(createInvitation, { business_id: business.id, role: 'viewer' });
    return [{ invitation_id: id }, { invitation_id: randomUUID() }];
  },
  create_api_key: async () => [{ name: 'Key' }, { name: 'Key', scopes: ['customers:read'] }],
  create_customer: async () => [
    { name: 'Ada', balance: '10.00' },
    { name: 'Ada', balance: '10.01' },
  ],
  update_customer: async () => {
    const { id } = await world.addCustomer(business);
    return [
      { customer_id: id, hourly_debit_amount: '1' },
      { customer_id: id, hourly_debit_amount: '2' },
    ];
  },
  delete_customer: async () => {
    const { id } = await world.addCustomer(business, { balance: '0' });
    return [{ customer_id: id }, { customer_id: randomUUID() }];
  },
  add_credit: async () => {
    const { id } = await world.addCustomer(business);
    return [
      { customer_id: id, amount: '5' },
      { customer_id: id, amount: '5', description: 'again' },
    ];
  },
  create_product: async () => {
    const sku = randomUUID();
    return [
      { sku, name: 'Desk', price: '1.00' },
      { sku, name: 'Desk', price: '1.01' },
    ];
  },
  update_product: async () => {
    const { id } = await addProduct(business);
    return [
      { product_id: id, price: '2' },
      { product_id: id, price: '2', usage_unit_price: '0.1' },
    ];
  },
  archive_product: async () => [
    { product_id: (await addProduct(business)).id },
    { product_id: (await addProduct(business)).id },
  ],
  adjust_stock: async () => {
    const { id } = await addProduct(business);
    return [
      { product_id: id, change: -1 },
      { product_id: id, counted: 1 },
    ];
  },
  process_purchase: async () => {
    const { id } = await addBuyer(world, business);
    const product = await addProduct(business);
    return [
      { customer_id: id, items: [line(product, 2)], payment: { amount: '5' } },
      { customer_id: id, items: [line(product, 2)], payment: { amount: '6' } },
    ];
  },
  cancel_order: async () => {
    const product = await addProduct(business);
    const { order } = await sell(business, await addBuyer(world, business), [line(product, 2)]);
    return [{ order_id: order.id, items: [line(product)] }, { order_id: order.id }];
  },
  record_payment: async () => {
    const customer = await addBuyer(world, business);
    await sell(business, customer, [line(await addProduct(business))]);
    return [
      { customer_id: customer.id, amount: '4' },
      { customer_id: customer.id, amount: '4', method: 'card' },
    ];
  },
  reverse_payment: async () => {
    const { id } = await pay(business, await addBuyer(world, business), '4');
    return [{ payment_id: id }, { payment_id: id, reason: 'Bounced' }];
  },
  record_usage: async () => {
    const customer = await world.addCustomer(business);
    return [eventOf(customer), eventOf(customer, { units_consumed: '1205' })];
  },
  record_product_usage: async () => {
    const { id: customer_id } = await world.addCustomer(business);
    const { id: product_id } = await addProduct(business);
    return [
      { customer_id, product_id, units: '1' },
      { customer_id, product_id, units: '1', occurred_at: '2020-01-01T00:00:00Z' },
    ];
  },
  record_usage_batch: async () => {
    const customer = await world.addCustomer(business);
    return [{ events: [eventOf(customer)] }, { events: [eventOf(customer), eventOf(customer)] }];
  },
  // These have no parameters: another request under the key is one of another operation.
  trigger_billing: async () => [{}, {}],
  trigger_debits: async () => [{}, {}],
};

test('every operation that takes an Idempotency-Key is tried here', async () => {
  const keyed = (await everyOperation()).filter((operation) => operation.idempotency === 'key');
  expect(keyed.map((operation) => operation.name).sort()).toEqual(Object.keys(samples).sort());
});

describe.each(Object.keys(samples))('%s', (name) => {
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
        (select count(*) from public.usage_events) as usage, (select count(*) from public.billing_runs) as billing`);
    return rows[0];
  }

  test('the same request with the same key is answered with the first answer, and done once', async () => {
    const [args] = await (samples[name]?.() ?? []);
    const caller = business.owner.keyed(randomUUID());
    const first = await caller.attempt(name, inBusiness(args ?? {}));
    const after = await effects();
    const second = await caller.attempt(name, inBusiness(args ?? {}));
    expect(first).toMatchObject({ ok: true, replayed: false });
    expect(second).toEqual({ ok: true, replayed: true, body: withoutSecrets(first.ok ? first.body : null) });
    expect(await effects()).toEqual(after);
  });

  test('the key with another request is refused, and nothing is done', async () => {
    const [args, others] = await (samples[name]?.() ?? []);
    const caller = business.owner.keyed(randomUUID());
    if (name.startsWith('trigger_')) await caller.call('create_api_key', inBusiness({ name: 'Key' }));
    else await caller.call(name, inBusiness(args ?? {}));
    const after = await effects();
    const failure = await caller.refusal(name, inBusiness(others ?? {}));
    expect(failure).toMatchObject({ sqlstate: 'PT409', hint: 'idempotency_key_reused' });
    expect(await effects()).toEqual(after);
  });

  test('a malformed key is refused before anything is done', async () => {
    const [args] = await (samples[name]?.() ?? []);
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
  };
}
