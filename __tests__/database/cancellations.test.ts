import { randomUUID } from 'node:crypto';
import { deleteCustomer } from '@/lib/operations/customers';
import { cancelOrder } from '@/lib/operations/orders';
import { archiveProduct, updateProduct } from '@/lib/operations/products';
import {
  addBuyer,
  addDebtor,
  addProduct,
  cancel,
  creditOf,
  line,
  movementsOf,
  pay,
  readOrder,
  sell,
  stockOf,
  tracesOf,
  type Order,
} from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
});
afterAll(() => world.close());
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

/** An order of 2 desks at 30 and 4 lamps at 10: 100 in all. */
async function anOrder(args: Arguments = {}) {
  const customer = await addBuyer(world, business, args);
  const desk = await addProduct(business, { name: 'Desk', price: '30', stock: 10 });
  const lamp = await addProduct(business, { name: 'Lamp', price: '10', stock: 10 });
  const { order } = await sell(business, customer, [line(desk, 2), line(lamp, 4)]);
  return { customer, desk, lamp, order };
}

const stateOf = async (order: { id: string }) => {
  const { status, total, cancelled, paid, outstanding } = await readOrder(business, order);
  return { status, total, cancelled, paid, outstanding };
};

describe('an order that is cancelled', () => {
  test('whole is owed no more, and its stock is back; what was sold stays on record', async () => {
    const { customer, desk, lamp, order } = await anOrder();
    const { cancellation, credit, ...rest } = await business.owner.run(cancelOrder, {
      order_id: order.id,
      reason: ' Changed her mind ',
    });
    expect(rest.order).toMatchObject({
      status: 'cancelled',
      total: '100.00',
      cancelled: '100.00',
      paid: '0.00',
      outstanding: '0.00',
      item_count: 6,
      items: [
        { name: 'Desk', quantity: 2, cancelled_quantity: 2, amount: '60.00' },
        { name: 'Lamp', quantity: 4, cancelled_quantity: 4, amount: '40.00' },
      ],
    });
    expect(cancellation).toMatchObject({
      amount: '100.00',
      reason: 'Changed her mind',
      actor: `user:${business.ownerId}`,
      items: [
        { product_id: desk.id, name: 'Desk', quantity: 2 },
        { product_id: lamp.id, name: 'Lamp', quantity: 4 },
      ],
    });
    expect(credit).toEqual(await creditOf(business, customer));
    expect(credit).toMatchObject({ owed: '0.00', balance: '0.00', credit_left: '1000.00' });
    expect([await stockOf(business, desk), await stockOf(business, lamp)]).toEqual([10, 10]);
    const whole = await readOrder(business, order);
    expect(whole.cancellations).toEqual([cancellation]);
    expect(whole.entries.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
      'purchase -100.00',
      'reversal 100.00',
    ]);
  });

  test('in part is owed for the rest, at the prices of the sale', async () => {
    const { customer, desk, lamp, order } = await anOrder();
    await business.owner.run(updateProduct, { product_id: desk.id, name: 'Bureau', price: '99' });
    const { cancellation } = await cancel(business, order, [line(lamp, 3), line(desk, 1)]);
    expect(cancellation).toMatchObject({ amount: '60.00', items: [{ name: 'Desk' }, { name: 'Lamp' }] });
    expect(await stateOf(order)).toEqual({
      status: 'open',
      total: '100.00',
      cancelled: '60.00',
      paid: '0.00',
      outstanding: '40.00',
    });
    expect(await creditOf(business, customer)).toMatchObject({ owed: '40.00' });
    expect([await stockOf(business, desk), await stockOf(business, lamp)]).toEqual([9, 9]);
    await cancel(business, order);
    expect(await stateOf(order)).toMatchObject({ status: 'cancelled', cancelled: '100.00' });
    expect((await readOrder(business, order)).cancellations.map(({ amount }) => amount)).toEqual([
      '60.00',
      '40.00',
    ]);
    expect([await stockOf(business, desk), await stockOf(business, lamp)]).toEqual([10, 10]);
  });

  test('in several lines of one product is cancelled by their sum', async () => {
    const { lamp, order } = await anOrder();
    const { cancellation } = await cancel(business, order, [line(lamp), line(lamp, 2)]);
    expect(cancellation.items).toMatchObject([{ product_id: lamp.id, quantity: 3 }]);
    expect(await stockOf(business, lamp)).toBe(9);
  });

  test('after part of it was paid is first owed less; only then is money released to the balance', async () => {
    const { customer, desk, lamp, order } = await anOrder();
    const payment = await pay(business, customer, '50');
    await cancel(business, order, [line(lamp, 4)]);
    expect(await stateOf(order)).toMatchObject({ status: 'open', paid: '50.00', outstanding: '10.00' });
    await cancel(business, order, [line(desk, 1)]);
    expect(await stateOf(order)).toMatchObject({ status: 'paid', paid: '30.00', outstanding: '0.00' });
    expect(await creditOf(business, customer)).toMatchObject({ owed: '0.00', balance: '20.00' });
    const { allocations } = await readOrder(business, order);
    expect(allocations).toMatchObject([
      { payment_id: payment.id, kind: 'payment', amount: '50.00' },
      { payment_id: payment.id, kind: 'release', amount: '-20.00' },
    ]);
  });

  test('after it was paid whole gives all of the money to the balance, the newest payment first', async () => {
    const { customer, desk, lamp, order } = await anOrder();
    const payments = [
      await pay(business, customer, '70'),
      await pay(business, customer, '25', { method: 'card' }),
      await pay(business, customer, '5'),
    ];
    await cancel(business, order, [line(desk, 1)]);
    expect(await stateOf(order)).toMatchObject({ status: 'paid', paid: '70.00', outstanding: '0.00' });
    const released = (await readOrder(business, order)).allocations.filter(({ kind }) => kind === 'release');
    expect(released.map(({ payment_id, amount }) => [payment_id, amount])).toEqual([
      [payments[2]?.id, '-5.00'],
      [payments[1]?.id, '-25.00'],
    ]);
    await cancel(business, order);
    expect(await stateOf(order)).toMatchObject({ status: 'cancelled', paid: '0.00', cancelled: '100.00' });
    expect(await creditOf(business, customer)).toMatchObject({ owed: '0.00', balance: '100.00' });
    expect(await stockOf(business, lamp)).toBe(10);
  });

  test('after it was paid from the balance gives it back there', async () => {
    const { customer, order } = await anOrder({ balance: '100' });
    await pay(business, customer, '80', { method: 'balance' });
    await cancel(business, order);
    expect(await creditOf(business, customer)).toMatchObject({ owed: '0.00', balance: '100.00' });
  });

  test('is never payable: money that comes later goes to other orders, or to the balance', async () => {
    const { customer, order } = await anOrder();
    await cancel(business, order);
    const payment = { customer_id: customer.id, amount: '1', order_id: order.id };
    expect(await business.owner.refusal('record_payment', payment)).toMatchObject({
      sqlstate: 'PT409',
      hint: 'order_not_open',
      detail: { status: 'cancelled' },
    });
    expect(await pay(business, customer, '7')).toMatchObject({ allocations: [], to_balance: '7.00' });
    expect(await stateOf(order)).toMatchObject({ status: 'cancelled', paid: '0.00' });
  });

  test('frees the limit for the next purchase', async () => {
    const { customer, lamp, order } = await anOrder({ credit_limit: '100' });
    const next = { customer_id: customer.id, items: [line(lamp)] };
    expect(await business.owner.refusal('process_purchase', next)).toMatchObject({
      hint: 'credit_limit_exceeded',
    });
    await cancel(business, order, [line(lamp)]);
    await sell(business, customer, [line(lamp)]);
  });

  test('of products that cost nothing moves stock and no balance', async () => {
    const gift = await addProduct(business, { price: '0' });
    const { order } = await sell(business, await addBuyer(world, business), [line(gift, 3)]);
    expect((await cancel(business, order, [line(gift)])).order.status).toBe('paid');
    const { order: gone, cancellation } = await cancel(business, order);
    expect([gone.status, cancellation.amount]).toEqual(['cancelled', '0.00']);
    expect(await stockOf(business, gift)).toBe(100);
    expect((await readOrder(business, order)).entries).toEqual([]);
  });

  test('puts back products that are archived by now, and not those that are not counted', async () => {
    const { desk, lamp, order } = await anOrder();
    await business.owner.run(archiveProduct, { product_id: desk.id });
    await business.owner.call('adjust_stock', { product_id: lamp.id, tracked: false });
    await cancel(business, order);
    expect([await stockOf(business, desk), await stockOf(business, lamp)]).toEqual([10, null]);
    expect((await movementsOf(business, lamp)).at(-1)).toMatchObject({ kind: 'untracked' });
  });
});

describe('a cancellation is refused, and nothing is written', () => {
  async function refused(order: Pick<Order, 'id'>, args: Arguments = {}) {
    const before = await tracesOf(world.admin, business);
    const failure = await business.owner.refusal(cancelOrder, { order_id: order.id, ...args });
    expect(await tracesOf(world.admin, business)).toEqual(before);
    return failure;
  }

  test('of more than is left of a line, or of what was never sold: all such lines are named', async () => {
    const { desk, lamp, order } = await anOrder();
    const never = await addProduct(business);
    await cancel(business, order, [line(lamp, 3)]);
    expect(await refused(order, { items: [line(desk, 2), line(lamp, 2), line(never)] })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'cancellation_exceeds_order',
      detail: {
        order_id: order.id,
        products: [
          { product_id: lamp.id, sku: lamp.sku, asked: 2, left: 1 },
          { product_id: never.id, sku: null, asked: 1, left: 0 },
        ],
      },
    });
  });

  test('of two lines of one product that are too many together', async () => {
    const { lamp, order } = await anOrder();
    expect(await refused(order, { items: [line(lamp, 3), line(lamp, 2)] })).toMatchObject({
      detail: { products: [{ asked: 5, left: 4 }] },
    });
  });

  test('of an order that is cancelled already', async () => {
    const { lamp, order } = await anOrder();
    await cancel(business, order);
    for (const items of [undefined, [line(lamp)]]) {
      expect(await refused(order, { items })).toMatchObject({
        sqlstate: 'PT409',
        hint: 'order_not_open',
        detail: { order_id: order.id, number: order.number, status: 'cancelled' },
      });
    }
  });

  test('of a customer who is archived', async () => {
    const { customer, order } = await anOrder();
    await business.owner.run(deleteCustomer, { customer_id: customer.id });
    expect(await refused(order)).toMatchObject({ sqlstate: 'PT409', hint: 'customer_archived' });
  });

  test('of an order of another business, or of none', async () => {
    const shop = await world.makeBusiness();
    const { orders } = await addDebtor(world, shop, await addProduct(shop), [1]);
    for (const id of [orders[0]?.id ?? '', randomUUID()]) {
      expect(await refused({ id })).toMatchObject({
        sqlstate: 'PT404',
        hint: 'order_not_found',
        detail: { order_id: id },
      });
    }
  });

  test.each([
    ['/items', '[]'],
    ['/items', '{}'],
    ['/items/0/quantity', '[{"product_id": "0196c1f0-0000-7000-8000-000000000001", "quantity": 0}]'],
    ['/reason', undefined],
  ])('for items or a reason that are no good, at %s: %s', async (pointer, items) => {
    const { order } = await anOrder();
    const reason = pointer === '/reason' ? 'x'.repeat(501) : undefined;
    expect(await refused(order, { items, reason })).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer }] },
    });
  });
});
