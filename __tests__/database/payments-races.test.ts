/** Payments, reversals and cancellations at the same moment. */
import { secondWaits } from '../helpers/races';
import {
  addDebtor,
  addProduct,
  creditOf,
  line,
  orderStates,
  pay,
  stockOf,
  type Product,
} from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
/** At 10 a piece, as many as it takes. */
let product: Product;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  product = await addProduct(business, { stock: undefined });
});
afterAll(() => world.close());
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

const debtor = (pieces: number[], args: Arguments = {}) => addDebtor(world, business, product, pieces, args);
const stateOf = (orders: { id: string }[]) => orderStates(business, orders);

describe('two at once', () => {
  test('payments of one order: the second is put on what the first left, the rest becomes balance', async () => {
    const { customer, orders } = await debtor([3, 1]);
    const args = { customer_id: customer.id, amount: '25', order_id: orders[0]?.id };
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['record_payment', args],
      ['record_payment', args],
    );
    expect(second).toMatchObject({ ok: true, body: { allocated: '5.00', to_balance: '20.00' } });
    expect(await stateOf(orders)).toEqual(['paid 30.00 0.00', 'open 0.00 10.00']);
  });

  test('payments from the balance do not spend it twice', async () => {
    const { customer } = await debtor([3], { balance: '20' });
    const args = { customer_id: customer.id, amount: '15', method: 'balance' };
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['record_payment', args],
      ['record_payment', args],
    );
    expect(second).toMatchObject({ ok: false, failure: { hint: 'insufficient_funds' } });
    expect(await creditOf(business, customer)).toMatchObject({ balance: '5.00', owed: '15.00' });
  });

  test('a payment and the cancellation of its order: the payment finds it cancelled, and is refused', async () => {
    const { customer, orders } = await debtor([3]);
    const order_id = orders[0]?.id;
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['cancel_order', { order_id }],
      ['record_payment', { customer_id: customer.id, amount: '30', order_id }],
    );
    expect(second).toMatchObject({ ok: false, failure: { hint: 'order_not_open' } });
  });

  test('a purchase and a payment: the purchase may use the limit that the payment frees', async () => {
    const { customer } = await debtor([3], { credit_limit: '30' });
    const sale = { customer_id: customer.id, items: [line(product, 2)] };
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['record_payment', { customer_id: customer.id, amount: '20' }],
      ['process_purchase', sale],
    );
    expect(second).toMatchObject({ ok: true });
    expect(await creditOf(business, customer)).toMatchObject({ owed: '30.00', credit_left: '0.00' });
  });

  test('reversals of one payment: one is done, the other is told that it was', async () => {
    const { customer, orders } = await debtor([3]);
    const { id: payment_id } = await pay(business, customer, '50');
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['reverse_payment', { payment_id }],
      ['reverse_payment', { payment_id, reason: 'Again' }],
    );
    expect(second).toMatchObject({
      ok: false,
      failure: { sqlstate: 'PT409', hint: 'payment_already_reversed', detail: { payment_id } },
    });
    expect(await stateOf(orders)).toEqual(['open 0.00 30.00']);
    expect(await creditOf(business, customer)).toMatchObject({ balance: '0.00', owed: '30.00' });
  });

  test('a reversal and the cancellation of the order: what was released is taken back, once', async () => {
    const { customer, orders } = await debtor([3]);
    const { id: payment_id } = await pay(business, customer, '30');
    const { second } = await secondWaits(
      world.admin,
      business.owner,
      ['cancel_order', { order_id: orders[0]?.id, items: [line(product)] }],
      ['reverse_payment', { payment_id }],
    );
    expect(second).toMatchObject({ ok: true, body: { status: 'reversed', allocated: '0.00' } });
    expect(await stateOf(orders)).toEqual(['open 0.00 20.00']);
    expect(await creditOf(business, customer)).toMatchObject({ balance: '0.00', owed: '20.00' });
  });

  test('cancellations of one order: it is cancelled once, its stock is back once, the second is told', async () => {
    const counted = await addProduct(business);
    const { customer, orders } = await addDebtor(world, business, counted, [4]);
    await pay(business, customer, '15');
    const call = ['cancel_order', { order_id: orders[0]?.id }] as const;
    const { second } = await secondWaits(world.admin, business.owner, call, call);
    expect(second).toMatchObject({ ok: false, failure: { hint: 'order_not_open' } });
    expect(await stockOf(business, counted)).toBe(100);
    expect(await creditOf(business, customer)).toMatchObject({ owed: '0.00', balance: '15.00' });
  });

  test('cancellations of parts of one order that are too many together: the second is refused', async () => {
    const counted = await addProduct(business);
    const { orders } = await addDebtor(world, business, counted, [4]);
    const call = ['cancel_order', { order_id: orders[0]?.id, items: [line(counted, 3)] }] as const;
    const { second } = await secondWaits(world.admin, business.owner, call, call);
    expect(second).toMatchObject({
      ok: false,
      failure: { hint: 'cancellation_exceeds_order', detail: { products: [{ asked: 3, left: 1 }] } },
    });
    expect(await stockOf(business, counted)).toBe(99);
  });
});
