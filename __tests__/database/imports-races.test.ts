import { randomUUID } from 'node:crypto';
import { listCustomers } from '@/lib/operations/customers';
import { importCustomers } from '@/lib/operations/imports';
import { listProducts } from '@/lib/operations/products';
import { listLedgerEntries } from '@/lib/operations/wallets';
import { secondWaits } from '../helpers/races';
import type { Arguments, Caller } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness();
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const customersIn = async () =>
  (await business.owner.run(listCustomers, { sort: 'name', page_size: 200 })).data;
const productsIn = async () => (await business.owner.run(listProducts, { page_size: 200 })).data;
const imported = (customers: unknown, more: Arguments = {}, caller: Caller = business.owner) =>
  caller.run(importCustomers, { customers, ...more });

describe('sent again', () => {
  const rows = [{ name: 'Ada', balance: '5' }];

  test('with its key it is answered as it was, and has happened once', async () => {
    const caller = business.owner.keyed(randomUUID());
    const first = await imported(rows, {}, caller);
    expect(await caller.attempt('import_customers', { customers: rows })).toEqual({
      ok: true,
      body: first,
      replayed: true,
    });
    expect(await customersIn()).toHaveLength(1);
  });

  test('a dry run uses up no key, and a refusal neither', async () => {
    const caller = business.owner.keyed(randomUUID());
    await imported(rows, { dry_run: true }, caller);
    await caller.refusal(importCustomers, { customers: [...rows, {}] });
    expect(await imported(rows, {}, caller)).toMatchObject({ created: 1 });
    // And what it would do is asked anew each time.
    expect(await imported(rows, { dry_run: true }, caller)).toMatchObject({ created: 0, good: 1 });
  });

  test('at the same moment with one key, it happens once', async () => {
    const caller = business.owner.keyed(randomUUID());
    const call = ['import_customers', { customers: rows }] as const;
    const { first, second } = await secondWaits(world.admin, caller, call, call);
    expect(second).toEqual({ ok: true, body: first, replayed: true });
    expect(await customersIn()).toHaveLength(1);
  });
});

describe('two at once', () => {
  const named = (...ids: string[]) => ids.map((external_id) => ({ name: external_id, external_id }));

  test('imports of the same customers in another order wait instead of blocking each other: the second is refused', async () => {
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['import_customers', { customers: named('a', 'b') }],
      ['import_customers', { customers: named('b', 'a', 'c') }],
    );
    expect(second).toMatchObject({ ok: false, failure: { hint: 'invalid_request' } });
    expect((await customersIn()).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('a customer that is created meanwhile is a duplicate, and the rest is imported where that was asked for', async () => {
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['create_customer', { name: 'b', external_id: 'b' }],
      ['import_customers', { customers: named('a', 'b', 'c'), skip_invalid: true }],
    );
    expect(second).toMatchObject({ ok: true, body: { created: 2, duplicates: 1 } });
    expect((await customersIn()).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('imports by two businesses do not wait for each other', async () => {
    const other = await world.makeBusiness();
    await business.owner.transaction(async (client) => {
      await client.query(`select public.import_customers(customers => $1)`, [JSON.stringify(named('a'))]);
      expect(await imported(named('a'), {}, other.owner)).toMatchObject({ created: 1 });
    });
  });
});

describe('who may', () => {
  const rows = [{ name: 'Ada', sku: 'A', price: '1' }];

  test.each(['import_customers', 'import_products'])(
    '%s: not a viewer, not another tenant, not a key for reading, not nobody; nothing is written, not even on trial',
    async (name) => {
      const noun = name.slice('import_'.length);
      const viewer = await world.addMember(business, 'viewer');
      const reader = await world.addKey(business, ['customers:read', 'products:read']);
      const stranger = await world.makeBusiness();
      for (const dry_run of [false, true]) {
        const args = { business_id: business.id, [noun]: rows, dry_run };
        expect(await viewer.caller.refusal(name, args)).toMatchObject({ hint: 'permission_denied' });
        expect(await reader.caller.refusal(name, args)).toMatchObject({ hint: 'permission_denied' });
        expect(await stranger.owner.refusal(name, args)).toMatchObject({ hint: 'business_not_found' });
        expect(await world.asNobody().refusal(name, args)).toMatchObject({ hint: 'authentication_required' });
      }
      expect([await customersIn(), await productsIn()]).toEqual([[], []]);
    },
  );

  test('a member may, and their name is on the opening balance', async () => {
    const member = await world.addMember(business, 'member');
    const { results } = await imported([{ name: 'Ada', balance: '1' }], {}, member.caller);
    const { data } = await business.owner.run(listLedgerEntries, { customer_id: results[0]?.id });
    expect(data).toMatchObject([{ actor: `user:${member.id}` }]);
  });
});
