import { randomUUID } from 'node:crypto';
import { deleteCustomer } from '@/lib/operations/customers';
import { recordUsageBatch } from '@/lib/operations/usage';
import { addProduct } from '../helpers/sales';
import { countEvents, eventOf, eventsOf, record, recordBatch } from '../helpers/usage';
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

describe('a batch', () => {
  test('of the largest size is recorded whole, and says so of each event in the order they came', async () => {
    const result = await recordBatch(business, counted(1000));
    expect(result).toMatchObject({ recorded: 1000, duplicates: 0, invalid: 0 });
    const { rows } = await world.admin.query<{ id: string; request_id: string; units: string }>(
      'select id, request_id, units::text from public.usage_events where business_id = $1 order by usage_events.units',
      [business.id],
    );
    expect(rows.map(({ units }) => units)).toEqual(counted(1000).map((event) => event['units_consumed']));
    expect(result.results).toEqual(
      rows.map(({ id, request_id }) => ({ outcome: 'recorded', id, request_id, error: null })),
    );
    // Ids follow the order in which the events came, as they would one by one.
    expect(rows.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id));
  });

  test.each([
    ['1,001 events', Array.from({ length: 1001 }, () => ({}))],
    ['no events', []],
    ['an object', { events: [] }],
    ['a text', 'events'],
    ['a number', 5],
    ['nothing', null],
  ])('that is %s is refused whole', async (_what, events) => {
    const args = { business_id: business.id, events: JSON.stringify(events) };
    expect(await business.owner.refusal(recordUsageBatch, args)).toMatchObject({
      sqlstate: 'PT422',
      hint: 'invalid_request',
      detail: { errors: [{ pointer: '/events' }] },
    });
    expect(await countEvents(world, business)).toBe(0);
  });

  test('of bad events and good ones records the good ones, and says of each bad one what is wrong', async () => {
    const product = await addProduct(business, { usage_unit_price: '0.25' });
    const archived = await world.addCustomer(business);
    await business.owner.run(deleteCustomer, { business_id: business.id, customer_id: archived.id });
    await record(business, customer, { request_id: 'taken' });
    const bad: [unknown, string, string | null][] = [
      [null, 'invalid_request', ''],
      ['an event', 'invalid_request', ''],
      [[eventOf(customer)], 'invalid_request', ''],
      [{}, 'invalid_request', '/customer_id'],
      [eventOf(customer, { surprise: 1 }), 'invalid_request', '/surprise'],
      [eventOf({ id: 'nobody' }), 'invalid_request', '/customer_id'],
      [eventOf(customer, { service: { a: 1 } }), 'invalid_request', '/service'],
      [eventOf(customer, { units_consumed: '1e400' }), 'invalid_request', '/units_consumed'],
      [eventOf(customer, { units_consumed: true }), 'invalid_request', '/units_consumed'],
      [eventOf(customer, { price_per_unit: '-1' }), 'invalid_request', '/price_per_unit'],
      [eventOf(customer, { occurred_at: '2026-02-30T00:00:00Z' }), 'invalid_request', '/occurred_at'],
      [eventOf(customer, { occurred_at: '2999-01-01T00:00:00Z' }), 'invalid_request', '/occurred_at'],
      [eventOf(customer, { product_id: product.id, service: 'tokens' }), 'invalid_request', '/service'],
      [eventOf({ id: randomUUID() }), 'customer_not_found', null],
      [eventOf(archived), 'customer_archived', null],
      [eventOf(customer, { product_id: randomUUID() }), 'product_not_found', null],
      [eventOf(customer, { request_id: 'taken', units_consumed: '5' }), 'idempotency_key_reused', null],
    ];
    const good = counted(bad.length + 1, { service: 'good' });
    const result = await recordBatch(
      business,
      good.flatMap((event, index) => [event, ...bad.slice(index, index + 1).map(([sent]) => sent)]),
    );
    expect(result).toMatchObject({ recorded: good.length, duplicates: 0, invalid: bad.length });
    expect(result.results.filter((_each, index) => index % 2 === 0).map(({ outcome }) => outcome)).toEqual(
      good.map(() => 'recorded'),
    );
    expect(result.results.filter((_each, index) => index % 2 === 1)).toEqual(
      bad.map(([, code, pointer]) => ({
        outcome: 'invalid',
        id: null,
        request_id: null,
        error: {
          code,
          detail: expect.any(String),
          errors: pointer === null ? [] : [{ pointer, message: expect.any(String) }],
        },
      })),
    );
    expect(await countEvents(world, business)).toBe(good.length + 1);
  });

  test.each([
    ['plain throughout', []],
    [
      'of which one is to be trimmed',
      [{ service: ' spaced ', units_consumed: '10.50', price_per_unit: '1.000' }],
    ],
  ])(
    'that is %s has the prices of its requests and of its products, as of that moment',
    async (_what, more) => {
      const product = await addProduct(business, { usage_unit_price: '0.25' });
      const sold = await addProduct(business, { price: '10' });
      const events = [
        eventOf(customer, { units_consumed: 1204, price_per_unit: 0.000002 }),
        eventOf(customer, { product_id: product.id, units: '42.5' }),
        eventOf(customer, { product_id: sold.id, units: 1e2 }),
        ...more.map((event) => eventOf(customer, event)),
      ];
      expect(await recordBatch(business, events)).toMatchObject({ recorded: events.length });
      const known = (await eventsOf(business)).reverse();
      expect(
        known.map(({ service, product_id, units, price_per_unit, amount }) => [
          service,
          product_id,
          units,
          price_per_unit,
          amount,
        ]),
      ).toEqual([
        ['tokens', null, '1204', '0.000002', '0.002408'],
        [null, product.id, '42.5', '0.25', '10.625'],
        [null, sold.id, '100', '10.00', '1000.00'],
        ...more.map(() => ['spaced', null, '10.5', '1.00', '10.50']),
      ]);
    },
  );

  test('keeps who sent it and by which request with each event, and the time of each', async () => {
    const key = await world.addKey(business, ['usage:write']);
    const by = key.caller.sending({ 'x-request-id': 'batch-1' });
    await recordBatch(
      business,
      [
        eventOf(customer, { occurred_at: '2026-01-01T00:00:00.123456Z' }),
        eventOf(customer, { service: 'now' }),
      ],
      by,
    );
    expect((await eventsOf(business)).reverse()).toMatchObject([
      {
        actor: `api_key:${key.id}`,
        source_request_id: 'batch-1',
        occurred_at: '2026-01-01T00:00:00.123456+00:00',
      },
      { actor: `api_key:${key.id}`, source_request_id: 'batch-1' },
    ]);
  });

  test('says of what is no event that it must be an object', async () => {
    const { results } = await recordBatch(business, [eventOf(customer), 5 as never]);
    expect(results[1]).toMatchObject({
      outcome: 'invalid',
      error: { code: 'invalid_request', detail: 'the event must be an object.' },
    });
  });
});
