import { randomUUID } from 'node:crypto';
import { archiveProduct, createProduct, getProduct, updateProduct } from '@/lib/operations/products';
import { addBuyer, addProduct, line, movementsOf, sell } from '../helpers/sales';
import { callFunction } from '../helpers/sql-callers';
import { backendOf, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const notFound = { sqlstate: 'PT404', hint: 'product_not_found' };
const taken = { sqlstate: 'PT409', hint: 'sku_taken' };
const invalid = (pointer: string) => ({
  sqlstate: 'PT422',
  hint: 'invalid_request',
  detail: { errors: [{ pointer }] },
});

async function countOf(table: string): Promise<string | undefined> {
  const { rows } = await world.admin.query<{ count: string }>(`select count(*) from public.${table}`);
  return rows[0]?.count;
}

describe('a new product', () => {
  test('has what was given; a stock that is given is its first movement', async () => {
    const made = await business.owner.run(createProduct, {
      sku: ' DESK-OAK ',
      name: ' Oak desk ',
      price: '349.5',
      stock: 12,
      usage_unit_price: '0.000002',
      description: ' Solid ',
      status: 'inactive',
    });
    expect(made).toMatchObject({
      business_id: business.id,
      sku: 'DESK-OAK',
      name: 'Oak desk',
      description: 'Solid',
      status: 'inactive',
      currency: 'USD',
      price: '349.50',
      usage_unit_price: '0.000002',
      stock: 12,
    });
    expect(await business.owner.run(getProduct, { product_id: made.id })).toEqual(made);
    expect(await movementsOf(business, made)).toMatchObject([
      { version: 1, kind: 'opening', quantity: 12, stock_after: 12, actor: `user:${business.ownerId}` },
    ]);
  });

  test('needs a sku, a name and a price: it is then for sale, its stock not counted, its usage at that price', async () => {
    const made = await business.owner.run(createProduct, { sku: 'BARE', name: 'Bare', price: '0' });
    expect(made).toMatchObject({
      description: null,
      status: 'active',
      price: '0.00',
      usage_unit_price: null,
      stock: null,
    });
    expect(await movementsOf(business, made)).toEqual([]);
  });

  test.each([`'); drop table public.products; --`, 'Zoë 東京 🪙', '🪙'.repeat(200)])(
    'may be called %s',
    async (name) => {
      expect(await business.owner.run(createProduct, { sku: randomUUID(), name, price: '1' })).toMatchObject({
        name,
      });
    },
  );

  test.each([
    ['/sku', { sku: undefined }],
    ['/sku', { sku: ' ' }],
    ['/sku', { sku: 'x'.repeat(65) }],
    ['/sku', { sku: 'a\tb' }],
    ['/name', { name: undefined }],
    ['/name', { name: 'x'.repeat(201) }],
    ['/description', { description: 'x'.repeat(1001) }],
    ['/description', { description: 'a\u0001b' }],
    ['/status', { status: 'archived' }],
    ['/status', { status: 'gone' }],
    ['/stock', { stock: -1 }],
    ['/stock', { stock: 1_000_000_001 }],
    ['/price', { price: undefined }],
    ['/price', { price: '-0.01' }],
    ['/price', { price: '0.001' }],
    ['/price', { price: 'NaN' }],
    ['/price', { price: 'Infinity' }],
    ['/price', { price: '1e11' }],
    ['/usage_unit_price', { usage_unit_price: '-0.000001' }],
    ['/usage_unit_price', { usage_unit_price: '0.0000001' }],
    ['/usage_unit_price', { usage_unit_price: 'NaN' }],
    ['/usage_unit_price', { usage_unit_price: '1e11' }],
  ] as [string, Record<string, unknown>][])(
    'is refused at %s with %j, and nothing is written',
    async (pointer, args) => {
      const before = [await countOf('products'), await countOf('stock_movements')];
      const given = { sku: randomUUID(), name: 'Desk', price: '1', stock: 1, ...args };
      expect(await business.owner.refusal(createProduct, given)).toMatchObject(invalid(pointer));
      expect([await countOf('products'), await countOf('stock_movements')]).toEqual(before);
    },
  );

  test.each([
    ['JPY', '100.0', '100', '0.5'],
    ['KWD', '1.234', '1.234', '1.2345'],
  ])('of a business in %s may cost %s, which reads %s, and not %s', async (currency, price, text, bad) => {
    const { owner } = await world.makeBusiness({ currency });
    expect(await owner.run(createProduct, { sku: 'A', name: 'A', price })).toMatchObject({
      price: text,
      currency,
    });
    expect(await owner.refusal(createProduct, { sku: 'B', name: 'B', price: bad })).toMatchObject(
      invalid('/price'),
    );
  });
});

describe('a sku', () => {
  test('is one product of a business, archived or not, and free in another', async () => {
    const { id, sku } = await addProduct(business);
    const again = { sku, name: 'Again', price: '1', stock: 5 };
    const movements = await countOf('stock_movements');
    expect(await business.owner.refusal(createProduct, again)).toMatchObject({ ...taken, detail: { sku } });
    await business.owner.run(archiveProduct, { product_id: id });
    expect(await business.owner.refusal(createProduct, again)).toMatchObject(taken);
    expect(await countOf('stock_movements')).toBe(movements);
    const other = await world.makeBusiness();
    expect(await other.owner.run(createProduct, again)).toMatchObject({ sku });
  });

  test('cannot be moved to one who has it already, but stays when it is given again', async () => {
    const [one, two] = [await addProduct(business), await addProduct(business)];
    expect(
      await business.owner.refusal(updateProduct, { product_id: two.id, sku: one.sku, name: 'Other' }),
    ).toMatchObject(taken);
    expect(await business.owner.run(getProduct, { product_id: two.id })).toEqual(two);
    expect(
      await business.owner.run(updateProduct, { product_id: one.id, sku: one.sku, name: 'Same' }),
    ).toMatchObject({ sku: one.sku, name: 'Same' });
  });

  test.each(['create_product', 'update_product'])(
    'goes to one of two who ask for it at once by %s',
    async (name) => {
      const sku = `raced-${name}`;
      const ids = [await addProduct(business), await addProduct(business)].map(({ id }) => id);
      const args = (index: number) =>
        name === 'create_product' ? { sku, name, price: '1' } : { sku, product_id: ids[index] };
      let second: ReturnType<typeof business.owner.attempt> | undefined;
      await business.owner.transaction(async (client) => {
        await callFunction(client, name, args(0));
        second = business.owner.attempt(name, args(1));
        await untilSomebodyWaitsFor(world.admin, await backendOf(client));
      });
      expect(await second).toMatchObject({ ok: false, failure: taken });
    },
  );
});

describe('a change', () => {
  test('leaves what is not given as it was, the stock whatever is given; what is given empty is removed', async () => {
    const made = await addProduct(business, { usage_unit_price: '0.5', description: 'Old', stock: 7 });
    const changed = await business.owner.run(updateProduct, { product_id: made.id, price: '12.5' });
    expect(changed).toEqual({ ...made, price: '12.50', updated_at: changed.updated_at });
    const removed = { product_id: made.id, usage_unit_price: '', description: ' ' };
    expect(await business.owner.run(updateProduct, removed)).toMatchObject({
      price: '12.50',
      usage_unit_price: null,
      description: null,
      stock: 7,
    });
    const priced = { product_id: made.id, usage_unit_price: '0.000001', status: 'inactive' };
    expect(await business.owner.run(updateProduct, priced)).toMatchObject({
      usage_unit_price: '0.000001',
      status: 'inactive',
    });
  });

  test.each([
    ['/sku', { sku: '' }],
    ['/name', { name: ' ' }],
    ['/description', { description: 'x'.repeat(1001) }],
    ['/status', { status: 'gone' }],
    ['/price', { price: '-1' }],
    ['/price', { price: '0.001' }],
    ['/price', { price: '1e11' }],
    ['/usage_unit_price', { usage_unit_price: '0.0000001' }],
    ['/usage_unit_price', { usage_unit_price: '-1' }],
    ['/usage_unit_price', { usage_unit_price: 'NaN' }],
    ['/usage_unit_price', { usage_unit_price: '100000000000' }],
  ])('is refused at %s with %j, and changes nothing', async (pointer, args) => {
    const made = await addProduct(business);
    const failure = await business.owner.refusal(updateProduct, {
      product_id: made.id,
      name: 'Half',
      ...args,
    });
    expect(failure).toMatchObject(invalid(pointer));
    expect(await business.owner.run(getProduct, { product_id: made.id })).toEqual(made);
  });
});

test('an archived product is sold no more, its orders still name it, and it can be brought back', async () => {
  const customer = await addBuyer(world, business);
  const product = await addProduct(business);
  const { order } = await sell(business, customer, [line(product)]);
  expect(await business.owner.run(archiveProduct, { product_id: product.id })).toMatchObject({
    status: 'archived',
    stock: 99,
  });
  const purchase = { business_id: business.id, customer_id: customer.id, items: [line(product)] };
  expect(await business.owner.refusal('process_purchase', purchase)).toMatchObject({
    hint: 'product_not_for_sale',
  });
  expect(order.items).toMatchObject([{ product_id: product.id, sku: product.sku }]);
  await business.owner.run(updateProduct, { product_id: product.id, status: 'active' });
  expect((await sell(business, customer, [line(product)])).order.items).toMatchObject([
    { product_id: product.id },
  ]);
});

test('a product of another business is not reached, and does not tell that there is one', async () => {
  const { id } = await addProduct(await world.makeBusiness());
  const missing = randomUUID();
  for (const name of [
    'get_product',
    'update_product',
    'archive_product',
    'adjust_stock',
    'list_stock_movements',
  ]) {
    const more = name === 'adjust_stock' ? { change: 1 } : {};
    const theirs = await business.owner.refusal(name, { product_id: id, ...more });
    expect(theirs).toMatchObject({ ...notFound, detail: { product_ids: [id] } });
    const none = await business.owner.refusal(name, { product_id: missing, ...more });
    expect(none.message).toBe(theirs.message);
  }
});
