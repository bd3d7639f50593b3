import { randomUUID } from 'node:crypto';
import { recordUsageBatch } from '@/lib/operations/usage';
import { addProduct } from '../helpers/sales';
import {
  batchOf,
  countEvents,
  eventOf,
  eventsOf,
  record,
  recordBatch,
  recordProduct,
  type BatchResult,
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

/** Events of 1, 2, 3 … units. */
const counted = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, n) => eventOf(customer, { units_consumed: String(n + 1), ...more }));

const outcomesOf = ({ results }: BatchResult) => results.map(({ outcome }) => outcome);

describe('an event that is there already', () => {
  test('in the same batch is a duplicate of the one before it, plain or odd', async () => {
    const odd = { customer_id: customer.id.toUpperCase() };
    const { results } = await recordBatch(business, [
      eventOf(customer),
      eventOf(customer, { units_consumed: '1204.0' }),
      eventOf(customer, odd),
      eventOf(customer, { request_id: 'a' }),
      eventOf(customer, { request_id: 'a', ...odd }),
      eventOf(customer, { request_id: 'b', ...odd }),
      eventOf(customer, { request_id: 'b' }),
    ]);
    const ids = results.map(({ id }) => id);
    expect([ids[1], ids[2], ids[4], ids[5]]).toEqual([ids[0], ids[0], ids[3], ids[6]]);
    expect(results.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(3);
    expect(results.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(4);
    expect(await countEvents(world, business)).toBe(3);
  });

  test('is a duplicate with the id of the first, however it was recorded', async () => {
    const product = await addProduct(business, { usage_unit_price: '1' });
    const first = [
      await record(business, customer),
      await record(business, customer, { request_id: 'a' }),
      await record(business, customer, {}, business.owner.keyed('b')),
      await recordProduct(business, customer, product),
    ];
    const { results } = await recordBatch(business, [
      eventOf(customer, { occurred_at: '2020-01-01T00:00:00Z' }),
      eventOf(customer, { request_id: 'a' }),
      eventOf(customer, { request_id: 'b' }),
      eventOf(customer, { product_id: product.id, units: '1.0' }),
    ]);
    expect(results).toEqual(
      first.map(({ id, request_id }) => ({ outcome: 'duplicate', id, request_id, error: null })),
    );
  });

  test('makes a whole batch that is sent again all duplicates, with the first ids', async () => {
    const events = [
      ...counted(300),
      ...counted(300, { customer_id: customer.id.toUpperCase(), service: 'odd' }),
    ];
    const first = await recordBatch(business, events);
    const again = await recordBatch(business, [...events].reverse());
    expect(again).toMatchObject({ recorded: 0, duplicates: 600, invalid: 0 });
    expect(again.results.map(({ id }) => id)).toEqual(first.results.map(({ id }) => id).reverse());
    expect(await countEvents(world, business)).toBe(600);
  });

  test('under its id with other usage is invalid, and what is there stays', async () => {
    const [first] = (await recordBatch(business, [eventOf(customer, { request_id: 'a' })])).results;
    const others = [{ units_consumed: '5' }, { service: 'calls' }, { occurred_at: '2020-01-01T00:00:00Z' }];
    const result = await recordBatch(
      business,
      others.map((more) => eventOf(customer, { request_id: 'a', ...more })),
    );
    expect(outcomesOf(result)).toEqual(others.map(() => 'invalid'));
    expect(new Set(result.results.map(({ error }) => error?.code))).toEqual(
      new Set(['idempotency_key_reused']),
    );
    expect(await eventsOf(business)).toMatchObject([{ id: first?.id, units: '1204' }]);
  });
});

describe('a batch with an Idempotency-Key', () => {
  test('is answered again as it was first, outcome by outcome', async () => {
    const keyed = business.owner.keyed(randomUUID());
    const args = batchOf(business, [...counted(3), eventOf({ id: 'nobody' }), ...counted(1)]);
    const first = await keyed.attempt(recordUsageBatch.name, args);
    expect(first).toMatchObject({
      ok: true,
      replayed: false,
      body: { recorded: 3, duplicates: 1, invalid: 1 },
    });
    expect(await keyed.attempt(recordUsageBatch.name, args)).toEqual({ ...first, replayed: true });
    expect(await countEvents(world, business)).toBe(3);
  });

  test('is refused under the key of another batch, and nothing of it is recorded', async () => {
    const keyed = business.owner.keyed(randomUUID());
    await keyed.call(recordUsageBatch.name, batchOf(business, counted(3)));
    expect(await keyed.refusal(recordUsageBatch, batchOf(business, counted(4)))).toMatchObject({
      hint: 'idempotency_key_reused',
    });
    expect(await countEvents(world, business)).toBe(3);
  });

  test('never says of a batch that is answered the first time that it was answered before', async () => {
    await recordBatch(business, [eventOf(customer, { request_id: 'a' })]);
    for (const more of [{}, { customer_id: customer.id.toUpperCase() }]) {
      const args = batchOf(business, [eventOf(customer, { request_id: 'a', ...more })]);
      expect(await business.owner.attempt(recordUsageBatch.name, args)).toMatchObject({
        replayed: false,
        body: { duplicates: 1 },
      });
    }
  });
});
