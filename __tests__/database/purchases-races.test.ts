/** Two tills at the same moment. Nothing here waits a while: locks are held and watched. */
import { randomUUID } from 'node:crypto';
import { updateCustomer } from '@/lib/operations/customers';
import { allWaitFor, secondWaits, secondWaitsForNobody, type Call } from '../helpers/races';
import { addBuyer, addProduct, cancel, creditOf, line, purchaseOf, sell, stockOf } from '../helpers/sales';
import type { Item } from '../helpers/sales';
import { callFunction, type Outcome } from '../helpers/sql-callers';
import { inTransaction } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

const purchase = (customer: { id: string }, items: Item[], more = {}): Call => [
  'process_purchase',
  purchaseOf(business, customer, items, more),
];
const numberOf = (body: unknown) => (body as { order: { number: number } }).order.number;
const answersOf = (outcomes: Outcome[]) =>
  outcomes.map((outcome) => (outcome.ok ? 'sold' : (outcome.failure.hint ?? outcome.failure.sqlstate)));

describe('two purchases at once', () => {
  test('that together would pass the credit limit: the second waits, and is held to what the first left', async () => {
    const customer = await addBuyer(world, business, { credit_limit: '100' });
    const [one, other] = [
      await addProduct(business, { price: '60' }),
      await addProduct(business, { price: '60' }),
    ];
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      purchase(customer, [line(one)]),
      purchase(customer, [line(other)]),
    );
    expect(second).toMatchObject({
      ok: false,
      failure: { hint: 'credit_limit_exceeded', detail: { outstanding: '60.00', available: '40.00' } },
    });
    expect(await creditOf(business, customer)).toMatchObject({ owed: '60.00' });
    expect(await stockOf(business, other)).toBe(100);
  });

  test('of the last piece: one till gets it, the other is told that there is none', async () => {
    const product = await addProduct(business, { stock: 1 });
    const [one, other] = [await addBuyer(world, business), await addBuyer(world, business)];
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      purchase(one, [line(product)]),
      purchase(other, [line(product)]),
    );
    expect(second).toMatchObject({
      ok: false,
      failure: { hint: 'insufficient_stock', detail: { products: [{ asked: 1, available: 0 }] } },
    });
    expect(await stockOf(business, product)).toBe(0);
    expect(await creditOf(business, other)).toMatchObject({ owed: '0.00' });
  });

  test('of the last piece, the first of which is rolled back: the second gets it', async () => {
    const product = await addProduct(business, { stock: 1 });
    const [one, other] = [await addBuyer(world, business), await addBuyer(world, business)];
    const outcomes = await allWaitFor(
      world.admin,
      (client) => client.query('update public.products set stock = stock where id = $1', [product.id]),
      [() => business.owner.attempt(...purchase(other, [line(product)]))],
    );
    expect(answersOf(outcomes)).toEqual(['sold']);
    expect(answersOf([await business.owner.attempt(...purchase(one, [line(product)]))])).toEqual([
      'insufficient_stock',
    ]);
  });

  test('of the same products in opposite orders both come through: neither holds what the other waits for', async () => {
    const products = [await addProduct(business), await addProduct(business), await addProduct(business)];
    const customers = [await addBuyer(world, business), await addBuyer(world, business)];
    const [first] = products;
    const sales = [products, products.toReversed()].map(
      (each, index) => () =>
        business.owner.attempt(
          ...purchase(
            customers[index] ?? { id: '' },
            each.map((product) => line(product, 2)),
          ),
        ),
    );
    // The first product is held until both are at work: whoever had taken the last one first would hold it now.
    const outcomes = await allWaitFor(
      world.admin,
      (client) => client.query('select from public.products where id = $1 for update', [first?.id]),
      sales,
    );
    expect(answersOf(outcomes)).toEqual(['sold', 'sold']);
    for (const product of products) expect(await stockOf(business, product)).toBe(96);
  });

  test('and a cancellation of the same products come through as well', async () => {
    const products = [await addProduct(business), await addProduct(business)];
    const [customer, other] = [await addBuyer(world, business), await addBuyer(world, business)];
    const [first] = products;
    const items = products.map((product) => line(product, 2));
    const { order } = await sell(business, customer, items);
    const outcomes = await allWaitFor(
      world.admin,
      (client) => client.query('select from public.products where id = $1 for update', [first?.id]),
      [
        () => business.owner.attempt(...purchase(other, items.toReversed())),
        () => business.owner.attempt('cancel_order', { order_id: order.id, items: items.toReversed() }),
      ],
    );
    expect(answersOf(outcomes)).toEqual(['sold', 'sold']);
    for (const product of products) expect(await stockOf(business, product)).toBe(98);
  });

  test('of a product that is not counted do not wait for each other', async () => {
    const product = await addProduct(business, { stock: undefined });
    const [one, other] = [await addBuyer(world, business), await addBuyer(world, business)];
    await sell(business, one, [line(product)]);
    const { second } = await secondWaitsForNobody(
      business.owner,
      purchase(one, [line(product, 5)]),
      purchase(other, [line(product, 7)]),
    );
    expect(second).toMatchObject({ success: true });
  });

  test('with one Idempotency-Key happen once, and get one answer', async () => {
    const customer = await addBuyer(world, business);
    const product = await addProduct(business);
    const sale = purchase(customer, [line(product, 2)], { payment: { amount: '5' } });
    const caller = business.owner.keyed(randomUUID());
    const { first, second } = await secondWaits(world.admin, caller, sale, sale);
    expect(second).toEqual({ ok: true, replayed: true, body: first });
    expect(await stockOf(business, product)).toBe(98);
    expect(await creditOf(business, customer)).toMatchObject({ owed: '15.00' });
  });

  test('of a customer whose first orders they are make one receivable wallet', async () => {
    const customer = await addBuyer(world, business, { credit_limit: '0', balance: '100' });
    const product = await addProduct(business);
    const sale = purchase(customer, [line(product)], { use_balance: true });
    const { second } = await secondWaits(world.admin, business.owner, sale, sale);
    expect(second).toMatchObject({ ok: true });
    const { rows } = await world.admin.query('select from public.wallets where customer_id = $1', [
      customer.id,
    ]);
    expect(rows).toHaveLength(2);
  });
});

test('a limit that is lowered at the same moment holds for the purchase that waited', async () => {
  const customer = await addBuyer(world, business, { credit_limit: '100' });
  const { second } = await secondWaits(
    world.admin,
    business.owner,
    ['update_customer', { customer_id: customer.id, credit_limit: '5' }],
    purchase(customer, [line(await addProduct(business))]),
  );
  expect(second).toMatchObject({ ok: false, failure: { hint: 'credit_limit_exceeded' } });
  await business.owner.run(updateCustomer, { customer_id: customer.id, credit_limit: '10' });
  await sell(business, customer, [line(await addProduct(business))]);
});

test('a product that is taken out of sale at the same moment is not sold to who waited', async () => {
  const product = await addProduct(business);
  const { second } = await secondWaits(
    world.admin,
    business.owner,
    ['archive_product', { product_id: product.id }],
    purchase(await addBuyer(world, business), [line(product)]),
  );
  expect(second).toMatchObject({ ok: false, failure: { hint: 'product_not_for_sale' } });
});

describe('order numbers', () => {
  test('make no sale of a business wait for another that is not finished', async () => {
    const [one, other] = [await addBuyer(world, business), await addBuyer(world, business)];
    const [a, b] = [await addProduct(business), await addProduct(business)];
    await sell(business, one, [line(a)]);
    const { first, second } = await secondWaitsForNobody(
      business.owner,
      purchase(one, [line(a)]),
      purchase(other, [line(b)]),
    );
    expect(numberOf(second)).not.toBe(numberOf(first));
  });

  test('never come twice, however many tills sell at once; a refused sale leaves at most a hole', async () => {
    const product = await addProduct(business, { stock: undefined });
    const customers = await Promise.all(Array.from({ length: 20 }, () => addBuyer(world, business)));
    const broke = await addBuyer(world, business, { credit_limit: '0' });
    const sales = await Promise.all(
      customers.flatMap((customer) => [
        sell(business, customer, [line(product)]),
        business.owner.attempt(...purchase(broke, [line(product)])),
        sell(business, customer, [line(product)]),
      ]),
    );
    const numbers = sales.flatMap((sale) => ('order' in sale ? [sale.order.number] : []));
    expect(numbers).toHaveLength(40);
    const { rows } = await world.admin.query<{ count: number; distinct: number }>(
      `select count(*)::integer as count, count(distinct number)::integer as distinct
       from public.orders where business_id = $1`,
      [business.id],
    );
    expect(rows[0]?.count).toBe(rows[0]?.distinct);
    expect(new Set(numbers).size).toBe(40);
  });

  test('are waited for where more sell at one moment than there are slots, and then come all the same', async () => {
    const customer = await addBuyer(world, business);
    const product = await addProduct(business);
    await sell(business, customer, [line(product)]);
    const outcomes = await allWaitFor(
      world.admin,
      (client) =>
        client.query('select from private.order_number_slots where business_id = $1 for update', [
          business.id,
        ]),
      [() => business.owner.attempt(...purchase(customer, [line(product)]))],
    );
    expect(answersOf(outcomes)).toEqual(['sold']);
  });

  test('of the first two orders of a business, made at once, are two', async () => {
    const shop = await world.makeBusiness();
    const product = await addProduct(shop, { stock: undefined });
    const calls = [await addBuyer(world, shop), await addBuyer(world, shop)].map((customer): Call => [
      'process_purchase',
      purchaseOf(shop, customer, [line(product)]),
    ]);
    const [first = ['', {}], second = ['', {}]] = calls;
    const made = await secondWaits(world.admin, shop.owner, first, second);
    expect([numberOf(made.first), made.second.ok && numberOf(made.second.body)].sort()).toEqual([1, 2]);
    const third = await sell(shop, await addBuyer(world, shop), [line(product)]);
    expect(third.order.number).toBe(3);
  });

  test('are given back by a sale that is rolled back, as nobody has seen them', async () => {
    const customer = await addBuyer(world, business);
    const product = await addProduct(business);
    const before = (await sell(business, customer, [line(product)])).order.number;
    await expect(
      business.owner.transaction(async (client) => {
        await callFunction(client, ...purchase(customer, [line(product)]));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    const after = (await sell(business, customer, [line(product)])).order.number;
    expect(after).toBeGreaterThan(before);
    expect(await stockOf(business, product)).toBe(98);
  });
});

test('an order is not in the way of other customers: only its customer and its products are', async () => {
  const [one, other] = [await addBuyer(world, business), await addBuyer(world, business)];
  const [a, b] = [await addProduct(business), await addProduct(business)];
  const { order } = await sell(business, one, [line(a)]);
  await inTransaction(world.admin, async (client) => {
    await client.query('select from public.orders where id = $1 for update', [order.id]);
    await client.query('select from public.wallets where customer_id = $1 for update', [one.id]);
    await sell(business, other, [line(b)]);
  });
  await cancel(business, order);
});
