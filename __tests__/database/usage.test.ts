import { randomUUID } from 'node:crypto';
import { deleteCustomer } from '@/lib/operations/customers';
import { archiveProduct, updateProduct } from '@/lib/operations/products';
import { recordProductUsage, recordUsage } from '@/lib/operations/usage';
import { addProduct } from '../helpers/sales';
import { countEvents, eventsOf, record, recordProduct, refusedRecord, usageOf } from '../helpers/usage';
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

describe('an event', () => {
  test('is recorded as it was sent, with its exact amount, who sent it and by which request', async () => {
    const key = await world.addKey(business, ['usage:write']);
    const by = key.caller.sending({ 'x-request-id': 'request-1' });
    const event = await record(business, customer, { occurred_at: '2026-01-02T03:04:05.123456Z' }, by);
    expect(event).toEqual({
      id: expect.any(String),
      customer_id: customer.id,
      service: 'tokens',
      product_id: null,
      units: '1204',
      price_per_unit: '0.002',
      amount: '2.408',
      currency: 'USD',
      request_id: expect.stringMatching(/^[0-9a-f]{64}$/),
      occurred_at: '2026-01-02T03:04:05.123456+00:00',
      recorded_at: expect.any(String),
      actor: `api_key:${key.id}`,
      source_request_id: 'request-1',
    });
    expect(await eventsOf(business)).toMatchObject([{ ...event, status: 'unbilled' }]);
  });

  test('has an amount of up to 12 decimals, none of them rounded', async () => {
    const prices = { units_consumed: '0.000001', price_per_unit: '0.000001' };
    expect(await record(business, customer, prices)).toMatchObject({ amount: '0.000000000001' });
    const odd = { units_consumed: '123456789012.654321', price_per_unit: '0.123457' };
    expect(await record(business, customer, odd)).toMatchObject({ amount: '15241604801.135264507697' });
  });

  test.each([
    ['10.50', '10.5'],
    ['100.0', '100'],
    ['1e2', '100'],
    ['000.250000', '0.25'],
    ['999999999999.999999', '999999999999.999999'],
  ])('of %s units has %s', async (units_consumed, units) => {
    expect(await record(business, customer, { units_consumed, price_per_unit: '0' })).toMatchObject({
      units,
    });
  });

  test.each([
    ['no units', { units_consumed: null }, '/units_consumed'],
    ['zero units', { units_consumed: '0.000' }, '/units_consumed'],
    ['units below zero', { units: '-1' }, '/units'],
    ['units of 7 decimals', { units_consumed: '1.0000001' }, '/units_consumed'],
    ['units of 13 digits', { units: '1000000000000' }, '/units'],
    ['units that are no number', { units_consumed: 'NaN' }, '/units_consumed'],
    ['endless units', { units_consumed: 'Infinity' }, '/units_consumed'],
    ['units in both names', { units: '1', units_consumed: '1' }, '/units'],
    ['a price below zero', { price_per_unit: '-0.01' }, '/price_per_unit'],
    ['a price of 7 decimals', { price_per_unit: '0.0000001' }, '/price_per_unit'],
    ['a price of 12 digits', { price_per_unit: '100000000000' }, '/price_per_unit'],
    ['a service without a price', { price_per_unit: null }, '/price_per_unit'],
    ['neither service nor product', { service: null, price_per_unit: null }, '/service'],
    ['an empty service', { service: ' ' }, '/service'],
    ['a service of 101 characters', { service: 'x'.repeat(101) }, '/service'],
    ['a service of two lines', { service: 'a\nb' }, '/service'],
    ['no customer', { customer_id: null }, '/customer_id'],
    ['an empty request id', { request_id: '' }, '/request_id'],
    ['a request id with a space', { request_id: 'a b' }, '/request_id'],
    ['a request id of 256 characters', { request_id: 'x'.repeat(256) }, '/request_id'],
    ['a time before all years', { occurred_at: '0001-01-01T00:00:00Z BC' }, '/occurred_at'],
    [
      'an amount beyond the largest',
      { units_consumed: '100000', price_per_unit: '10000000' },
      '/units_consumed',
    ],
  ])('with %s is refused, and points at the field', async (_what, more, pointer) => {
    const failure = await refusedRecord(business, customer, more);
    expect(failure).toMatchObject({
      sqlstate: 'PT422',
      hint: 'invalid_request',
      detail: { errors: [{ pointer, message: expect.any(String) }] },
    });
    expect(await countEvents(world, business)).toBe(0);
  });

  test('may be the largest that is not refused', async () => {
    const largest = { units_consumed: '99999.999999', price_per_unit: '10000000' };
    expect(await record(business, customer, largest)).toMatchObject({ amount: '999999999990.00' });
  });
});

describe('a customer', () => {
  test('who is unknown, or of another business, is a 404 that names them', async () => {
    const other = await world.makeBusiness();
    const strangers = [{ id: randomUUID() }, await world.addCustomer(other)];
    for (const { id } of strangers) {
      expect(await refusedRecord(business, { id })).toMatchObject({
        sqlstate: 'PT404',
        hint: 'customer_not_found',
        detail: { customer_id: id },
      });
    }
    expect([await countEvents(world, business), await countEvents(world, other)]).toEqual([0, 0]);
  });

  test('who is archived is refused, and what was recorded before stays', async () => {
    const event = await record(business, customer);
    const args = { business_id: business.id, customer_id: customer.id };
    expect(await business.owner.run(deleteCustomer, args)).toMatchObject({ archived: true, deleted: false });
    expect(await refusedRecord(business, customer, { service: 'more' })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'customer_archived',
      detail: { customer_id: customer.id },
    });
    expect(await eventsOf(business)).toMatchObject([{ id: event.id, units: '1204' }]);
  });

  test('who is inactive still uses what they use', async () => {
    const { id } = await world.addCustomer(business, { status: 'inactive' });
    expect(await record(business, { id })).toMatchObject({ customer_id: id });
  });

  test('who has nothing is recorded all the same: what they cannot bear is held when it is billed', async () => {
    const { id } = await world.addCustomer(business, { balance: '0' });
    expect(await record(business, { id }, { units_consumed: '100000' })).toMatchObject({ amount: '200.00' });
  });
});

describe('a product', () => {
  test('is recorded at its unit price of that moment, whatever the price becomes', async () => {
    const product = await addProduct(business, { usage_unit_price: '0.25' });
    const first = await recordProduct(business, customer, product, { units: '4' });
    expect(first).toMatchObject({
      service: null,
      product_id: product.id,
      price_per_unit: '0.25',
      amount: '1.00',
    });
    const change = { business_id: business.id, product_id: product.id, usage_unit_price: '0.5' };
    await business.owner.run(updateProduct, change);
    const second = await recordProduct(business, customer, product, { units: '5' });
    expect(second).toMatchObject({ price_per_unit: '0.50', amount: '2.50' });
    const named = (await eventsOf(business)).map(({ id, amount, product_sku, product_name }) => [
      id,
      amount,
      product_sku,
      product_name,
    ]);
    expect(named).toEqual([
      [second.id, '2.50', product.sku, product.name],
      [first.id, '1.00', product.sku, product.name],
    ]);
  });

  test('without a price for usage is recorded at the price of a piece; at nothing only where it says so', async () => {
    const product = await addProduct(business, { price: '2.50' });
    const free = await addProduct(business, { price: '2.50', usage_unit_price: '0' });
    expect(await recordProduct(business, customer, product, { units: '3' })).toMatchObject({
      price_per_unit: '2.50',
      amount: '7.50',
    });
    expect(await recordProduct(business, customer, free)).toMatchObject({ price_per_unit: '0.00' });
  });

  test('that is inactive or archived is still recorded: it was used', async () => {
    const inactive = await addProduct(business, { usage_unit_price: '1', status: 'inactive' });
    const archived = await addProduct(business, { usage_unit_price: '2' });
    await business.owner.run(archiveProduct, { business_id: business.id, product_id: archived.id });
    expect(await recordProduct(business, customer, inactive)).toMatchObject({ amount: '1.00' });
    expect(await recordProduct(business, customer, archived)).toMatchObject({ amount: '2.00' });
  });

  test('that is unknown, or of another business, is a 404 that names it', async () => {
    const other = await world.makeBusiness();
    for (const product_id of [randomUUID(), (await addProduct(other)).id]) {
      const args = { business_id: business.id, customer_id: customer.id, product_id, units: '1' };
      for (const operation of [recordUsage, recordProductUsage]) {
        expect(await business.owner.refusal(operation, args)).toMatchObject({
          sqlstate: 'PT404',
          hint: 'product_not_found',
          detail: { product_ids: [product_id] },
        });
      }
    }
  });

  test('is no service, and has no other price', async () => {
    const { id: product_id } = await addProduct(business, { usage_unit_price: '1' });
    const args = { business_id: business.id, customer_id: customer.id, product_id, units: '1' };
    expect(await business.owner.refusal(recordUsage, { ...args, service: 'tokens' })).toMatchObject({
      detail: { errors: [{ pointer: '/service' }] },
    });
    expect(await business.owner.refusal(recordUsage, { ...args, price_per_unit: '2' })).toMatchObject({
      detail: { errors: [{ pointer: '/price_per_unit' }] },
    });
    const nothing = { ...args, product_id: undefined };
    expect(await business.owner.refusal(recordProductUsage, nothing)).toMatchObject({
      detail: { errors: [{ pointer: '/product_id' }] },
    });
  });
});

describe('time', () => {
  test('of use may lie far back, and is kept apart from the time of recording', async () => {
    const event = await record(business, customer, { occurred_at: '1999-12-31T23:30:00-01:00' });
    expect(event.occurred_at).toBe('2000-01-01T00:30:00+00:00');
    expect(Date.now() - Date.parse(event.recorded_at)).toBeLessThan(60_000);
  });

  test('of use is the moment of recording where nothing is said, on the clock of the business', async () => {
    const now = Date.parse((await record(business, customer)).occurred_at);
    expect(Math.abs(Date.now() - now)).toBeLessThan(60_000);
    const sandbox = await world.makeSandbox('2026-03-01T10:20:30Z');
    const event = await record(sandbox, await world.addCustomer(sandbox));
    expect(event.occurred_at).toBe('2026-03-01T10:20:30+00:00');
    expect(Math.abs(Date.now() - Date.parse(event.recorded_at))).toBeLessThan(60_000);
  });

  test('of use may be 5 minutes ahead of the clock of the business, and no more', async () => {
    const sandbox = await world.makeSandbox('2026-03-01T10:20:30Z');
    const { id } = await world.addCustomer(sandbox);
    const args = usageOf(sandbox, { id });
    await sandbox.owner.run(recordUsage, { ...args, occurred_at: '2026-03-01T10:25:30Z' });
    const late = { ...args, service: 'later', occurred_at: '2026-03-01T10:25:30.000001Z' };
    expect(await sandbox.owner.refusal(recordUsage, late)).toMatchObject({
      hint: 'invalid_request',
      detail: { errors: [{ pointer: '/occurred_at', message: 'is in the future' }] },
    });
  });
});
