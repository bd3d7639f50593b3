/** Whatever way an event comes, and whatever is odd about it, the same becomes of it. */
import fc from 'fast-check';
import { archiveProduct, updateProduct } from '@/lib/operations/products';
import { deleteCustomer } from '@/lib/operations/customers';
import { addProduct } from '../helpers/sales';
import { eventOf, recordBatch } from '../helpers/usage';
import { comparable, fateOf, standStill, type Fate } from '../helpers/usage-fates';
import { events, type Known } from '../helpers/usage-events-arbitrary';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let known: Known;

beforeAll(async () => {
  world = await World.open();
  business = await standStill(world);
  const { id: business_id, owner } = business;
  const customer = await world.addCustomer(business);
  const archived = await world.addCustomer(business);
  await owner.run(deleteCustomer, { business_id, customer_id: archived.id });
  const priced = await addProduct(business, { usage_unit_price: '0.25' });
  const dear = await addProduct(business, { usage_unit_price: '999999.5' });
  const free = await addProduct(business);
  const inactive = await addProduct(business, { usage_unit_price: '3' });
  await owner.run(updateProduct, { business_id, product_id: inactive.id, status: 'inactive' });
  const gone = await addProduct(business, { usage_unit_price: '2' });
  await owner.run(archiveProduct, { business_id, product_id: gone.id });
  // What is there before: known by its payload, by an id of its own, and of a product.
  const tokens = { service: 'tokens', units_consumed: '1', price_per_unit: '0.002' };
  const repeated = [
    eventOf(customer, tokens),
    eventOf(customer, { request_id: 'taken', occurred_at: '2026-02-28T23:59:59Z' }),
    eventOf(customer, { product_id: priced.id, units: '1', request_id: 'product' }),
  ];
  expect(await recordBatch(business, repeated)).toMatchObject({ recorded: 3 });
  const capitals = { ...tokens, customer_id: customer.id.toUpperCase() };
  known = {
    customers: [customer.id, customer.id, customer.id, archived.id],
    products: [priced, dear, free, inactive, gone].map(({ id }) => id),
    requestIds: ['taken', 'product'],
    repeated: [...repeated, capitals],
  };
});
afterAll(() => world.close());

function tallyOf(fates: readonly Fate[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const fate of fates) {
    const kind = 'refused' in fate ? fate.refused : Object.keys(fate).join('');
    tally[kind] = (tally[kind] ?? 0) + 1;
  }
  return tally;
}

/** So that the property is one of every kind of fate, not of refusals alone. */
function expectAllFates(fates: readonly Fate[]): void {
  const tally = tallyOf(fates);
  for (const kind of [
    'recorded',
    'duplicate',
    'invalid_request',
    'customer_not_found',
    'customer_archived',
    'product_not_found',
    'idempotency_key_reused',
  ]) {
    expect([kind, (tally[kind] ?? 0) > 0]).toEqual([kind, true]);
  }
  expect(tally['recorded']).toBeGreaterThan(fates.length / 10);
}

/** One event of each fate that chance may leave out. */
function rareEvents(): [object][] {
  const [customer = '', , , archived = ''] = known.customers;
  const event = { customer_id: customer, service: 'rare', units_consumed: '1', price_per_unit: '2' };
  const nobody = '0196c1f0-0000-7000-8000-00000000dead';
  return [
    [{ ...event, customer_id: nobody, request_id: 'of-nobody' }],
    [{ ...event, customer_id: archived, request_id: 'of-the-archived' }],
    [{ customer_id: customer, product_id: nobody, units: '1', request_id: 'of-no-product' }],
    [{ ...event, request_id: 'taken' }],
    ...known.repeated.map((repeated): [object] => [repeated]),
  ];
}

test('an event in a batch of one meets the fate that it would meet alone', async () => {
  const fates: Fate[] = [];
  await fc.assert(
    fc.asyncProperty(events(known, false), async (event) => {
      const alone = await fateOf(world, business, 'alone', event);
      fates.push(alone);
      expect(comparable(await fateOf(world, business, 'inBatch', event))).toEqual(comparable(alone));
    }),
    { numRuns: 500, examples: rareEvents() },
  );
  expectAllFates(fates);
}, 120_000);

test('a batch that is new and plain, one that has something odd, and the way of what is odd write the same rows and refuse the same events', async () => {
  const fates: Fate[] = [];
  await fc.assert(
    fc.asyncProperty(events(known, true), async (event) => {
      const oddly = await fateOf(world, business, 'oddly', event);
      fates.push(oddly);
      expect(comparable(await fateOf(world, business, 'inBatch', event))).toEqual(comparable(oddly));
      expect(comparable(await fateOf(world, business, 'besideOdd', event))).toEqual(comparable(oddly));
    }),
    { numRuns: 500, examples: rareEvents() },
  );
  expectAllFates(fates);
}, 120_000);
