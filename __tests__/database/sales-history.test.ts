/** What was sold, paid, cancelled and moved stays: for everybody, the owner of the database among them. */
import {
  addBuyer,
  addProduct,
  cancel,
  line,
  pay,
  readOrder,
  reverse,
  sell,
  tracesOf,
} from '../helpers/sales';
import { failureOf } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  const customer = await addBuyer(world, business);
  const product = await addProduct(business);
  const { order } = await sell(business, customer, [line(product, 3)], { note: 'Note' });
  await reverse(business, await pay(business, customer, '5'));
  await pay(business, customer, '5', { reference: 'R' });
  await cancel(business, order, [line(product)]);
});
afterAll(() => world.close());

async function refusedAs(sql: string): Promise<string> {
  const before = await tracesOf(world.admin, business);
  const error: unknown = await world.admin.query(sql).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(await tracesOf(world.admin, business)).toEqual(before);
  return error === null ? 'carried out' : failureOf(error).sqlstate;
}

const kept = [
  'stock_movements',
  'order_cancellations',
  'order_cancellation_items',
  'payment_allocations',
  'ledger_entries',
];

test.each([...kept, 'orders', 'order_items', 'payments', 'products'])(
  'a row of %s can be deleted by nobody, alone or with all others',
  async (table) => {
    expect(await refusedAs(`delete from public.${table}`)).toBe('23514');
    expect(await refusedAs(`truncate public.${table} cascade`)).toBe('23514');
  },
);

test.each(kept)('a row of %s can be changed by nobody, in any column', async (table) => {
  const { rows } = await world.admin.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`public.${table}`],
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { name } of rows)
    expect([name, await refusedAs(`update public.${table} set ${name} = ${name}`)]).toEqual([name, '23514']);
});

test.each([
  ['orders', 'business_id, id, number, customer_id, total, item_count, placed_at'],
  ['order_items', 'business_id, order_id, product_id, sku, name, unit_price, quantity'],
  ['payments', 'business_id, id, customer_id, amount, method, received_at'],
])('what %s say of the moment they were made cannot be changed: %s', async (table, columns) => {
  for (const name of columns.split(', '))
    expect([name, await refusedAs(`update public.${table} set ${name} = ${name}`)]).toEqual([name, '23514']);
});

test('sums that do not add up cannot be written: an order is open as long as something is outstanding', async () => {
  for (const change of [
    "status = 'paid'",
    "status = 'cancelled'",
    'paid = total',
    'paid = total + 1',
    'cancelled = total + 1',
  ])
    expect([change, await refusedAs(`update public.orders set ${change}`)]).toEqual([change, '23514']);
  for (const change of ['allocated = amount + 1', 'allocated = -1'])
    expect([change, await refusedAs(`update public.payments set ${change}`)]).toEqual([change, '23514']);
  expect(await refusedAs('update public.products set stock = -1, stock_version = stock_version + 1')).toBe(
    '23514',
  );
});

test('each order tells its whole story: what was sold, paid, taken back, and cancelled', async () => {
  const { rows } = await world.admin.query<{ id: string }>('select id from public.orders');
  const order = await readOrder(business, { id: rows[0]?.id ?? '' });
  expect(order.allocations.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
    'payment 5.00',
    'reversal -5.00',
    'payment 5.00',
  ]);
  expect(order.entries.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
    'purchase -30.00',
    'payment 5.00',
    'reversal -5.00',
    'payment 5.00',
    'reversal 10.00',
  ]);
  expect(order).toMatchObject({ outstanding: '15.00', cancellations: [{ amount: '10.00' }] });
});
