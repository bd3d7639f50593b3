/** Which usage is the same usage: by its payload, by an id of its own, or by an Idempotency-Key. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { updateProduct } from '@/lib/operations/products';
import { addProduct } from '../helpers/sales';
import {
  countEvents,
  record,
  recordProduct,
  refusedRecord,
  tryRecord,
  type UsageRecord,
} from '../helpers/usage';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  business = await world.makeBusiness();
  customer = await world.addCustomer(business);
});

describe('without a key', () => {
  test('the same usage twice is recorded once, and the second is told of the first', async () => {
    const first = await record(business, customer);
    expect(await refusedRecord(business, customer)).toEqual({
      sqlstate: 'PT409',
      hint: 'duplicate_record',
      message: expect.any(String),
      detail: { record: first },
    });
    expect(await countEvents(world, business)).toBe(1);
  });

  test('the same usage at another time is the same usage', async () => {
    const first = await record(business, customer, { occurred_at: '2026-01-01T00:00:00Z' });
    for (const occurred_at of ['2026-01-02T00:00:00Z', undefined]) {
      expect(await refusedRecord(business, customer, { occurred_at })).toMatchObject({
        hint: 'duplicate_record',
        detail: { record: { id: first.id, occurred_at: '2026-01-01T00:00:00+00:00' } },
      });
    }
  });

  test.each([
    ['units as a number of other digits', { units_consumed: '1204.000' }],
    ['units in their other name', { units: '1204' }],
    ['a price of other digits', { price_per_unit: '0.002000' }],
    ['spaces around the service', { service: ' tokens\n' }],
  ])('the same usage with %s is the same usage', async (_what, more) => {
    const { id } = await record(business, customer);
    expect(await refusedRecord(business, customer, more)).toMatchObject({
      hint: 'duplicate_record',
      detail: { record: { id } },
    });
  });

  test('other units, another price, service, product or customer are other usage', async () => {
    const other = await world.addCustomer(business);
    const products = [await addProduct(business), await addProduct(business)];
    const recorded = [
      await record(business, customer),
      await record(business, other),
      await record(business, customer, { units_consumed: '1204.000001' }),
      await record(business, customer, { price_per_unit: '0.002001' }),
      await record(business, customer, { service: 'Tokens' }),
      await record(business, customer, { service: 'Zo\u{eb}' }),
      await record(business, customer, { service: 'Zoe\u{308}' }),
      await record(business, customer, { product_id: products[0]?.id }),
      await record(business, customer, { product_id: products[1]?.id }),
    ];
    expect(new Set(recorded.map(({ request_id }) => request_id)).size).toBe(recorded.length);
    expect(await countEvents(world, business)).toBe(recorded.length);
  });

  test('usage of a product is the same at another price', async () => {
    const product = await addProduct(business, { usage_unit_price: '1' });
    const first = await recordProduct(business, customer, product);
    const change = { business_id: business.id, product_id: product.id, usage_unit_price: '2' };
    await business.owner.run(updateProduct, change);
    const units = { product_id: product.id, units: '1.0' };
    expect(await refusedRecord(business, customer, units)).toMatchObject({ detail: { record: first } });
  });

  test('two businesses may record the same', async () => {
    const other = await world.makeBusiness();
    await record(business, customer, { request_id: 'the-same' });
    const { id } = await world.addCustomer(other);
    expect(await record(other, { id }, { request_id: 'the-same' })).toMatchObject({ request_id: 'the-same' });
  });

  test('usage is known by one payload alone, however many times and in whatever order it is sent', async () => {
    const units = fc.constantFrom('1', '2', '1.5', '1.50');
    const services = fc.constantFrom('a', 'b', ' a', '"a"');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(services, units), { minLength: 1, maxLength: 12 }), async (sent) => {
        const { id } = await world.addCustomer(business);
        const first = new Map<string, string>();
        for (const [service, units_consumed] of sent) {
          const outcome = await tryRecord(business, { id }, { service, units_consumed });
          const known = `${service.trim()} ${Number(units_consumed)}`;
          const { id: eventId } = outcome.ok
            ? (outcome.body as UsageRecord)
            : (outcome.failure.detail['record'] as UsageRecord);
          expect(outcome.ok).toBe(!first.has(known));
          expect(first.get(known) ?? eventId).toBe(eventId);
          first.set(known, eventId);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(['request_id', 'Idempotency-Key'])('with a %s', (by) => {
  const send = (key: string, more: object = {}) =>
    by === 'request_id'
      ? tryRecord(business, customer, { request_id: key, ...more })
      : tryRecord(business, customer, { ...more }, business.owner.keyed(key));

  test('the same usage again is answered as the first was, and recorded once', async () => {
    const first = await send('event-1');
    expect(first).toMatchObject({ ok: true, replayed: false, body: { request_id: 'event-1' } });
    expect(await send('event-1')).toEqual({ ...first, replayed: true });
    expect(await countEvents(world, business)).toBe(1);
  });

  test('usage that is the same otherwise is other usage', async () => {
    for (const key of ['event-1', 'event-2', randomUUID()]) {
      expect(await send(key)).toMatchObject({ ok: true, replayed: false });
    }
    expect(await record(business, customer)).toMatchObject({
      request_id: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await countEvents(world, business)).toBe(4);
  });

  test('a time that is left out is the time of the first', async () => {
    const first = await send('event-1', { occurred_at: '2026-01-01T00:00:00Z' });
    expect(await send('event-1')).toEqual({ ...first, replayed: true });
    const elsewhere = await send('event-1', { occurred_at: '2026-01-01T01:00:00+01:00' });
    expect(elsewhere).toEqual({ ...first, replayed: true });
  });

  test.each([
    ['other units', { units_consumed: '1205' }],
    ['another price', { price_per_unit: '0.003' }],
    ['another service', { service: 'calls' }],
    ['another time', { occurred_at: '2020-01-01T00:00:00Z' }],
  ])('%s under it are refused, and nothing is recorded', async (_what, more) => {
    const first = await send('event-1');
    const eventId = first.ok ? (first.body as UsageRecord).id : '';
    expect(await send('event-1', more)).toMatchObject({
      ok: false,
      failure: {
        sqlstate: 'PT409',
        hint: 'idempotency_key_reused',
        detail: { operation: 'record_usage', event_id: eventId, used_at: expect.any(String) },
      },
    });
    expect(await countEvents(world, business)).toBe(1);
  });

  test('another customer or a product under it is refused', async () => {
    await send('event-1');
    const other = await world.addCustomer(business);
    const product = await addProduct(business);
    for (const more of [{ customer_id: other.id }, { product_id: product.id }]) {
      expect(await send('event-1', more)).toMatchObject({ failure: { hint: 'idempotency_key_reused' } });
    }
  });

  test('a product whose price has changed is answered with the price of the first', async () => {
    const product = await addProduct(business, { usage_unit_price: '1' });
    const first = await send('event-1', { product_id: product.id });
    const change = { business_id: business.id, product_id: product.id, usage_unit_price: '2' };
    await business.owner.run(updateProduct, change);
    expect(await send('event-1', { product_id: product.id })).toEqual({ ...first, replayed: true });
  });
});

test('a request id says more than an Idempotency-Key, and either is known to the other', async () => {
  const keyed = business.owner.keyed('the-key');
  const first = await record(business, customer, { request_id: 'the-id' }, keyed);
  expect(first).toMatchObject({ request_id: 'the-id' });
  // The key alone is an id of its own, which nothing has yet.
  const second = await record(business, customer, {}, keyed);
  expect(second).toMatchObject({ request_id: 'the-key' });
  expect(await tryRecord(business, customer, { request_id: 'the-key' })).toMatchObject({
    replayed: true,
    body: second,
  });
  expect(await tryRecord(business, customer, {}, business.owner.keyed('the-id'))).toMatchObject({
    replayed: true,
    body: first,
  });
});

test('who sends it again may be another caller of the business', async () => {
  const { caller } = await world.addKey(business, ['usage:write']);
  const first = await record(business, customer, { request_id: 'event-1' });
  expect(await tryRecord(business, customer, { request_id: 'event-1' }, caller)).toMatchObject({
    replayed: true,
    body: first,
  });
  expect(first.actor).toBe(`user:${business.ownerId}`);
});

test('what is recorded cannot be changed, nor taken away, not even by the operator', async () => {
  await record(business, customer);
  for (const sql of [
    "update public.usage_events set units = 1 where service = 'tokens'",
    'delete from public.usage_events',
    'truncate public.usage_events',
  ]) {
    await expect(world.admin.query(sql)).rejects.toThrow();
  }
  expect(await countEvents(world, business)).toBe(1);
});
