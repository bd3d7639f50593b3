import { randomUUID } from 'node:crypto';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { updateProduct } from '@/lib/operations/products';
import { addBuyer, addProduct, line, purchaseOf, sell, tracesOf } from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: Awaited<ReturnType<typeof addBuyer>>;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  customer = await addBuyer(world, business, { credit_limit: '1000000' });
});
afterAll(() => world.close());

/** How a purchase is refused; that nothing is left of it is part of every refusal. */
async function refused(args: Arguments, by = business.owner) {
  const before = await tracesOf(world.admin, business);
  const failure = await by.refusal('process_purchase', { business_id: business.id, ...args });
  expect(await tracesOf(world.admin, business)).toEqual(before);
  return failure;
}

describe('a refused purchase leaves nothing, and says why', () => {
  test('where products are short: all of them, with what was asked and what there is', async () => {
    const products = [
      await addProduct(business, { name: 'A', stock: 1 }),
      await addProduct(business, { name: 'B', stock: 9 }),
      await addProduct(business, { name: 'C', stock: 0 }),
      await addProduct(business, { name: 'D', stock: undefined }),
    ];
    const [a, , c] = products;
    expect(
      await refused({ customer_id: customer.id, items: products.map((product) => line(product, 4)) }),
    ).toMatchObject({
      sqlstate: 'PT409',
      hint: 'insufficient_stock',
      detail: {
        customer_id: customer.id,
        products: [
          { product_id: a?.id, sku: a?.sku, name: 'A', asked: 4, available: 1 },
          { product_id: c?.id, sku: c?.sku, name: 'C', asked: 4, available: 0 },
        ],
      },
    });
  });

  test.each([
    ['before', false],
    ['after', true],
  ])('where one product is short, made %s another that is not: that one alone', async (_when, isLater) => {
    const made = [await addProduct(business), await addProduct(business)];
    const [short, enough] = isLater ? made.toReversed() : made;
    await business.owner.call('adjust_stock', { product_id: short?.id, counted: 0 });
    await business.owner.call('adjust_stock', { product_id: enough?.id, counted: 5 });
    const items = made.map((product) => line(product, product === enough ? 3 : 1));
    const { detail, message } = await refused({ customer_id: customer.id, items });
    expect(detail['products']).toMatchObject([{ product_id: short?.id, asked: 1, available: 0 }]);
    expect(message).not.toContain(enough?.name);
  });

  test('where the limit would be passed, by a cent: with every number of it', async () => {
    const buyer = await addBuyer(world, business, { credit_limit: '50', balance: '7' });
    const product = await addProduct(business, { price: '10' });
    await sell(business, buyer, [line(product, 2)]);
    const odd = await addProduct(business, { price: '30.01' });
    expect(await refused({ customer_id: buyer.id, items: [line(odd)] })).toMatchObject({
      sqlstate: 'PT402',
      hint: 'credit_limit_exceeded',
      detail: {
        customer_id: buyer.id,
        currency: 'USD',
        credit_limit: '50.00',
        outstanding: '20.00',
        available: '30.00',
        order_total: '30.01',
        on_credit: '30.01',
        missing: '0.01',
      },
    });
  });

  test('where there is no credit at all, and the customer has nothing but a balance', async () => {
    const buyer = await world.addCustomer(business);
    const items = [line(await addProduct(business))];
    expect(await refused({ customer_id: buyer.id, items })).toMatchObject({
      hint: 'credit_limit_exceeded',
      detail: { credit_limit: '0.00', outstanding: '0.00', available: '0.00', missing: '10.00' },
    });
  });

  test('where products are of another business, or of none: all of them', async () => {
    const foreign = await addProduct(await world.makeBusiness());
    const missing = randomUUID();
    const items = [line(await addProduct(business)), line(foreign), line({ id: missing })];
    expect(await refused({ customer_id: customer.id, items })).toMatchObject({
      sqlstate: 'PT404',
      hint: 'product_not_found',
      detail: { product_ids: [missing, foreign.id].sort() },
    });
  });

  test.each(['inactive', 'archived'])('where a product is %s', async (status) => {
    const product = await addProduct(business, { name: 'Gone' });
    await business.owner.run(updateProduct, { product_id: product.id, status });
    const items = [line(await addProduct(business)), line(product)];
    expect(await refused({ customer_id: customer.id, items })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'product_not_for_sale',
      detail: { products: [{ product_id: product.id, sku: product.sku, name: 'Gone', status }] },
    });
  });

  test('where the customer is archived, or of another business, or not given', async () => {
    const items = [line(await addProduct(business))];
    const gone = await addBuyer(world, business);
    await sell(business, gone, items);
    await business.owner.run(deleteCustomer, { customer_id: gone.id });
    expect(await refused({ customer_id: gone.id, items })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'customer_archived',
    });
    const shop = await world.makeBusiness();
    const foreign = await addBuyer(world, shop);
    // Nor is it told what the customers of others may still buy.
    const broke = await addBuyer(world, shop, { credit_limit: '1' });
    for (const customer_id of [foreign.id, broke.id, randomUUID(), undefined]) {
      expect(await refused({ customer_id, items })).toMatchObject({
        sqlstate: 'PT404',
        hint: 'customer_not_found',
      });
    }
  });

  test('but a customer who is paused, from whom no hour is taken, may still buy', async () => {
    const buyer = await addBuyer(world, business);
    await business.owner.run(updateCustomer, { customer_id: buyer.id, status: 'inactive' });
    const { order } = await sell(business, buyer, [line(await addProduct(business))]);
    expect(order.status).toBe('open');
  });

  const id = '0196c1f0-0000-7000-8000-000000000001';
  const one = `{"product_id": "${id}", "quantity": 1}`;
  test.each([
    ['/items', null],
    ['/items', 'null'],
    ['/items', '[]'],
    ['/items', '{}'],
    ['/items', '"x"'],
    ['/items', `[${Array.from({ length: 201 }, () => one).join()}]`],
    ['/items', `[{"product_id": "${id}", "quantity": 600000}, {"product_id": "${id}", "quantity": 600000}]`],
    ['/items/0/product_id', '[null]'],
    ['/items/0/product_id', '[[]]'],
    ['/items/0/product_id', '[5]'],
    ['/items/0/product_id', '[{"quantity": 1}]'],
    ['/items/0/product_id', '[{"product_id": null, "quantity": 1}]'],
    ['/items/0/product_id', `[{"product_id": "${id.slice(1)}", "quantity": 1}]`],
    ['/items/0/product_id', `[{"product_id": "{${id}}", "quantity": 1}]`],
    ['/items/0/product_id', `[{"product_id": ["${id}"], "quantity": 1}]`],
    ...['0', '-1', '1.5', '"1"', 'null', 'true', '[1]', '1000001', '1e30', '0.9999999'].map((quantity) => [
      '/items/1/quantity',
      `[${one}, {"product_id": "${id}", "quantity": ${quantity}}]`,
    ]),
  ] as [string, string | null][])('where its lines are in no order, at %s (%#)', async (pointer, items) => {
    expect(await refused({ customer_id: customer.id, items })).toMatchObject({
      sqlstate: 'PT422',
      hint: 'invalid_request',
      detail: { errors: [{ pointer }] },
    });
  });

  test.each([
    ['/payment', '[]'],
    ['/payment', '5'],
    ['/payment/amount', '{}'],
    ['/payment/amount', '{"amount": null}'],
    ['/payment/amount', '{"amount": "0"}'],
    ['/payment/amount', '{"amount": "-1"}'],
    ['/payment/amount', '{"amount": "0.001"}'],
    ['/payment/amount', '{"amount": "NaN"}'],
    ['/payment/amount', '{"amount": "1e3"}'],
    ['/payment/amount', '{"amount": true}'],
    ['/payment/method', '{"amount": "1", "method": "balance"}'],
    ['/payment/method', '{"amount": "1", "method": "barter"}'],
    ['/payment/reference', `{"amount": "1", "reference": "${'x'.repeat(201)}"}`],
    ['/payment/reference', '{"amount": "1", "reference": "a\\u0001b"}'],
    ['/note', undefined],
  ])('where its payment or note is no good, at %s (%#)', async (pointer, payment) => {
    const items = [line(await addProduct(business))];
    const note = pointer === '/note' ? 'x'.repeat(501) : undefined;
    expect(await refused({ customer_id: customer.id, items, payment, note })).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer }] },
    });
  });

  test('where it comes to more than an amount can hold', async () => {
    const gold = await addProduct(business, { price: '99999999999.99', stock: undefined });
    const items = [line(gold, 10_001)];
    expect(await refused({ customer_id: customer.id, items })).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer: '/items' }] },
    });
  });

  test('where money is taken by somebody who may sell and not take money', async () => {
    const { caller } = await world.addKey(business, ['orders:write']);
    const items = [line(await addProduct(business))];
    const sale = purchaseOf(business, customer, items);
    expect(await refused({ ...sale, payment: { amount: '1' } }, caller)).toMatchObject({
      sqlstate: 'PT403',
      detail: { permission: 'payments:write' },
    });
    expect(await caller.attempt('process_purchase', sale)).toMatchObject({ ok: true });
  });
});
