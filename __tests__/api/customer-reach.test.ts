/** What a signed-in customer can reach: themselves, by the operations that are for customers, and nothing else. */
import { createClient } from '@supabase/supabase-js';
import { operations } from '@/lib/operations';
import { getProfile } from '@/lib/operations/account';
import type { TestUser } from '../helpers/callers';
import { checksumsOf } from './support/checksum';
import { product } from './support/makers';
import { sampleOf } from './support/samples';
import { joinAs, slugOf } from './support/session-samples';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('a signed-in customer', () => {
  let ada: TestUser & { customerId: string };
  let eve: TestUser & { customerId: string };
  beforeAll(async () => {
    ada = await joinAs(api, 'ada');
    eve = await joinAs(api, 'eve');
  });

  const ofBusinesses = operations.filter(
    ({ access }) => access !== null && access !== 'user' && access !== 'signed_in',
  );
  const forStaff = ofBusinesses.filter(({ forCustomers }) => forCustomers !== true);
  const forCustomers = ofBusinesses.filter((operation) => operation.forCustomers === true);

  test.each(forStaff.map((operation) => [operation.name, operation] as const))(
    'cannot %s: the business does not exist for them',
    async (name, operation) => {
      const { input } = await sampleOf(api, name);
      const before = await checksumsOf(api.database.admin);
      const own = 'customer_id' in input ? [{}, { customer_id: ada.customerId }] : [{}];
      for (const whose of own) {
        for (const named of [{}, { business_id: api.owner.businessId }]) {
          const reply = await api.perform(operation, { ...input, ...whose, ...named }, { as: ada });
          expect(reply).toMatchObject({ status: 404, body: { code: 'business_not_found' } });
        }
      }
      expect(await checksumsOf(api.database.admin)).toEqual(before);
    },
  );

  test.each(forCustomers.map((operation) => [operation.name, operation] as const))(
    'can %s of their own, and of nobody else',
    async (name, operation) => {
      const orderOf = async (customer_id: string) => {
        await api.send('PUT', `/api/customers/${customer_id}`, { body: { creditLimit: '1000' } });
        const items = [{ product_id: await product(api), quantity: 1 }];
        const { body } = await api.send('POST', '/api/purchase', { body: { customer_id, items } });
        return { order_id: (body['order'] as { id: string }).id };
      };
      const sessionOf = async (as: TestUser) => {
        const { body } = await api.send('POST', '/api/session/start', { as, body: {} });
        if (name !== 'stop_session') await api.send('POST', '/api/session/stop', { as, body: {} });
        return { session_id: (body['session'] as { id: string }).id };
      };
      const inputOf = async (person: typeof ada) => {
        if ('order_id' in operation.input.shape) return orderOf(person.customerId);
        if ('session_id' in operation.input.shape) return sessionOf(person);
        return { customer_id: person.customerId };
      };
      const [hers, theirs] = [await inputOf(ada), await inputOf(eve)];
      const reply = await api.perform(operation, hers, { as: ada });
      expect(reply).toMatchObject({ status: operation.status });
      expect(operation.output.safeParse(reply.body).error?.issues ?? []).toEqual([]);
      expect(reply.text).not.toContain(eve.customerId);
      const before = await checksumsOf(api.database.admin);
      const named = 'customer_id' in operation.input.shape ? [{ customer_id: eve.customerId }] : [];
      for (const foreign of [theirs, ...named]) {
        expect(await api.perform(operation, foreign, { as: ada })).toMatchObject({ status: 404 });
      }
      expect(await checksumsOf(api.database.admin)).toEqual(before);
    },
  );

  test('reads no table and no view past the functions', async () => {
    const client = createClient(api.lite.url, api.lite.publishableKey, {
      global: { headers: { Authorization: `Bearer ${ada.accessToken}` } },
      auth: { persistSession: false },
    });
    const { rows } = await api.database.admin.query<{ name: string }>(
      `select c.relname as name from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
        and has_table_privilege('authenticated', c.oid, 'select')`,
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      const { data } = await client.from(name).select('*').limit(5);
      expect([name, data ?? []]).toEqual([name, []]);
    }
  });

  test('of two businesses names the one they mean', async () => {
    const founder = await api.signUp('founder');
    await api.send('POST', `/api/join/${await slugOf(api, founder)}`, { as: ada, body: {} });
    expect(await api.send('GET', '/api/session/status', { as: ada })).toMatchObject({
      status: 422,
      body: { code: 'business_required' },
    });
    const query = { businessId: api.owner.businessId };
    expect((await api.send('GET', '/api/session/status', { as: ada, query })).body).toMatchObject({
      customer_id: ada.customerId,
    });
    const headers = { 'x-business-id': founder.businessId };
    const started = await api.send('POST', '/api/session/start', { as: ada, body: {}, headers });
    expect(started).toMatchObject({ status: 201 });
    expect(started.body['customer_id']).not.toBe(ada.customerId);
    const { body } = await api.send('GET', '/api/user/profile', { as: ada });
    expect(getProfile.output.parse(body).customers).toMatchObject([
      { session: null },
      { session: { status: 'active' } },
    ]);
  });
});

test('a member who joins another business is staff here and a customer there', async () => {
  const founder = await api.signUp('founder');
  const { body } = await api.send('POST', `/api/join/${await slugOf(api)}`, { as: founder, body: {} });
  const customerId = String(body['customer_id']);
  const theirs = { as: founder, query: { customerId } };
  expect((await api.send('GET', '/api/session/status', theirs)).body).toMatchObject({
    customer_id: customerId,
  });
  expect(await api.send('GET', '/api/customers', { as: founder })).toMatchObject({
    status: 200,
    body: { data: [] },
  });
  const named = { as: founder, query: { businessId: api.owner.businessId } };
  expect(await api.send('GET', '/api/customers', named)).toMatchObject({ status: 404 });
});
