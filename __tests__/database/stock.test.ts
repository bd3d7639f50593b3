import fc from 'fast-check';
import { adjustStock, updateProduct } from '@/lib/operations/products';
import { addBuyer, addProduct, cancel, line, movementsOf, sell, stockOf } from '../helpers/sales';
import { callFunction, type Arguments } from '../helpers/sql-callers';
import { backendOf, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const adjust = (product: { id: string }, args: Arguments) =>
  business.owner.run(adjustStock, { business_id: business.id, product_id: product.id, ...args });
const refusal = (product: { id: string }, args: Arguments) =>
  business.owner.refusal(adjustStock, { business_id: business.id, product_id: product.id, ...args });

test('a delivery, a loss and a count are movements that stay, with who, why and what was there after', async () => {
  const product = await addProduct(business, { stock: 5 });
  expect(await adjust(product, { change: 20, reason: ' Delivery of Friday ' })).toMatchObject({
    product: { id: product.id, stock: 25 },
    movement: {
      id: `${product.id}.2`,
      version: 2,
      kind: 'delivery',
      quantity: 20,
      stock_after: 25,
      reason: 'Delivery of Friday',
      order_id: null,
      actor: `user:${business.ownerId}`,
    },
  });
  await adjust(product, { change: -3 });
  await adjust(product, { counted: 19, reason: 'On the shelf' });
  await adjust(product, { counted: 19 });
  expect(await movementsOf(business, product)).toMatchObject([
    { version: 1, kind: 'opening', quantity: 5, stock_after: 5 },
    { version: 2, kind: 'delivery', quantity: 20, stock_after: 25 },
    { version: 3, kind: 'adjustment', quantity: -3, stock_after: 22, reason: null },
    { version: 4, kind: 'count', quantity: -3, stock_after: 19, reason: 'On the shelf' },
    { version: 5, kind: 'count', quantity: 0, stock_after: 19 },
  ]);
  expect(await world.discrepancies(business.id)).toEqual([]);
});

test('sales and cancellations are movements that name their order', async () => {
  const product = await addProduct(business, { stock: 5 });
  const { order } = await sell(business, await addBuyer(world, business), [line(product, 3)]);
  await cancel(business, order, [line(product, 2)]);
  const of = { order_id: order.id, order_number: order.number };
  expect(await movementsOf(business, product)).toMatchObject([
    { kind: 'opening', order_id: null, order_number: null },
    { kind: 'sale', quantity: -3, stock_after: 2, ...of },
    { kind: 'cancellation', quantity: 2, stock_after: 4, ...of },
  ]);
  expect(await stockOf(business, product)).toBe(4);
});

test('counting ends and begins again; what was sold in between moved nothing', async () => {
  const product = await addProduct(business, { stock: 5 });
  expect(await adjust(product, { tracked: false })).toMatchObject({
    product: { stock: null },
    movement: { kind: 'untracked', quantity: -5, stock_after: 0 },
  });
  const { order } = await sell(business, await addBuyer(world, business), [line(product, 50)]);
  expect(await refusal(product, { change: 1 })).toMatchObject({
    sqlstate: 'PT409',
    hint: 'stock_not_tracked',
  });
  expect(await refusal(product, { tracked: false })).toMatchObject({ hint: 'stock_not_tracked' });
  expect(await adjust(product, { counted: 7 })).toMatchObject({
    product: { stock: 7 },
    movement: { version: 3, kind: 'count', quantity: 7, stock_after: 7 },
  });
  // Pieces of an order that were sold uncounted come back into the count.
  await cancel(business, order, [line(product, 1)]);
  expect(await stockOf(business, product)).toBe(8);
  expect(await world.discrepancies(business.id)).toEqual([]);
});

test('a loss of more than there is is refused, says what there is, and changes nothing', async () => {
  const product = await addProduct(business, { stock: 5 });
  expect(await refusal(product, { change: -6 })).toMatchObject({
    sqlstate: 'PT409',
    hint: 'insufficient_stock',
    detail: { products: [{ product_id: product.id, sku: product.sku, asked: 6, available: 5 }] },
  });
  expect(await movementsOf(business, product)).toHaveLength(1);
  expect(await adjust(product, { change: -5 })).toMatchObject({ product: { stock: 0 } });
});

test.each([
  ['/change', {}],
  ['/change', { change: 1, counted: 1 }],
  ['/change', { counted: 1, tracked: false }],
  ['/change', { change: 0 }],
  ['/change', { change: 1_000_000_001 }],
  ['/change', { change: -1_000_000_001 }],
  ['/change', { change: 999_999_996 }],
  ['/counted', { counted: -1 }],
  ['/counted', { counted: 1_000_000_001 }],
  ['/tracked', { tracked: true }],
  ['/reason', { change: 1, reason: 'x'.repeat(501) }],
  ['/reason', { change: 1, reason: 'a\u0001b' }],
] as [string, Arguments][])(
  'an adjustment is refused at %s with %j, and moves nothing',
  async (pointer, args) => {
    const product = await addProduct(business, { stock: 5 });
    expect(await refusal(product, args)).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer }] },
    });
    expect(await movementsOf(business, product)).toHaveLength(1);
  },
);

test('two adjustments at once both count: the second waits, and adds to what the first left', async () => {
  const product = await addProduct(business, { stock: 5 });
  const args = { business_id: business.id, product_id: product.id };
  let second: ReturnType<typeof business.owner.attempt> | undefined;
  await business.owner.transaction(async (client) => {
    await callFunction(client, 'adjust_stock', { ...args, change: -3 });
    second = business.owner.attempt('adjust_stock', { ...args, change: -3 });
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
  });
  expect(await second).toMatchObject({
    ok: false,
    failure: { hint: 'insufficient_stock', detail: { products: [{ available: 2 }] } },
  });
  await Promise.all(Array.from({ length: 12 }, () => adjust(product, { change: 2 })));
  expect(await stockOf(business, product)).toBe(26);
  expect((await movementsOf(business, product)).map(({ version }) => version)).toEqual(
    Array.from({ length: 14 }, (_, index) => index + 1),
  );
});

test('a change of the price at the same moment does not lose a movement', async () => {
  const product = await addProduct(business, { stock: 5 });
  const args = { business_id: business.id, product_id: product.id };
  let change: Promise<unknown> | undefined;
  await business.owner.transaction(async (client) => {
    await callFunction(client, 'adjust_stock', { ...args, change: 4 });
    change = business.owner.run(updateProduct, { ...args, price: '11' });
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
  });
  expect(await change).toMatchObject({ price: '11.00', stock: 9 });
  expect(await stockOf(business, product)).toBe(9);
});

test('whatever happens to a stock, it is the sum of its movements, each of which follows from the one before', async () => {
  const customer = await addBuyer(world, business, { credit_limit: '1000000' });
  const step = fc.oneof(
    fc.record({ change: fc.integer({ min: -8, max: 8 }) }),
    fc.record({ counted: fc.integer({ min: 0, max: 8 }) }),
    fc.record({ tracked: fc.constant(false) }),
    fc.record({ sold: fc.integer({ min: 1, max: 8 }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
      fc.array(step, { maxLength: 8 }),
      async (stock, steps) => {
        const product = await addProduct(business, { stock });
        for (const args of steps) {
          const purchase = {
            customer_id: customer.id,
            items: [line(product, 'sold' in args ? args.sold : 1)],
          };
          if ('sold' in args) await business.owner.attempt('process_purchase', purchase);
          else await business.owner.attempt('adjust_stock', { product_id: product.id, ...args });
        }
        const movements = await movementsOf(business, product);
        let sum = 0;
        for (const [index, movement] of movements.entries()) {
          sum += movement.quantity;
          expect(movement).toMatchObject({ version: index + 1, stock_after: sum });
          expect(sum).toBeGreaterThanOrEqual(0);
        }
        const now = await stockOf(business, product);
        expect(now ?? 0).toBe(sum);
        const isCounted = movements.length > 0 && movements.at(-1)?.kind !== 'untracked';
        expect(now !== null).toBe(isCounted);
      },
    ),
    { numRuns: 40 },
  );
});
