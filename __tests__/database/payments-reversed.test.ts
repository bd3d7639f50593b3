import { randomUUID } from 'node:crypto';
import { deleteCustomer } from '@/lib/operations/customers';
import { getPayment, reversePayment } from '@/lib/operations/payments';
import {
  addDebtor,
  addProduct,
  cancel,
  creditOf,
  line,
  orderStates,
  pay,
  readOrder,
  reverse,
  sell,
  tracesOf,
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

describe('a payment that is reversed', () => {
  test('owes its orders again, by new rows: the old ones stay as they were', async () => {
    const { customer, orders } = await debtor([3, 5]);
    const payment = await pay(business, customer, '45');
    const reversed = await business.owner.run(reversePayment, {
      payment_id: payment.id,
      reason: ' No cover ',
    });
    expect(reversed).toMatchObject({
      id: payment.id,
      amount: '45.00',
      status: 'reversed',
      allocated: '0.00',
      to_balance: '0.00',
      reversal_reason: 'No cover',
      reversed_at: expect.any(String) as string,
    });
    expect(reversed.allocations.slice(0, 2)).toEqual(payment.allocations);
    expect(reversed.allocations.slice(2).map(({ kind, amount }) => [kind, amount])).toEqual(
      expect.arrayContaining([
        ['reversal', '-30.00'],
        ['reversal', '-15.00'],
      ]),
    );
    expect(await stateOf(orders)).toEqual(['open 0.00 30.00', 'open 0.00 50.00']);
    expect(await creditOf(business, customer)).toMatchObject({ owed: '80.00', balance: '0.00' });
    const { entries } = await readOrder(business, { id: orders[0]?.id ?? '' });
    expect(entries.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
      'purchase -30.00',
      'payment 45.00',
      'reversal -45.00',
    ]);
    expect(await business.owner.run(getPayment, { payment_id: payment.id })).toMatchObject(reversed);
  });

  test('is owed again beyond the credit limit, and stops further orders until it is paid', async () => {
    const { customer, orders } = await debtor([3], { credit_limit: '30' });
    const payment = await pay(business, customer, '30');
    await sell(business, customer, [line(product, 3)]);
    await reverse(business, payment);
    expect(await stateOf(orders)).toEqual(['open 0.00 30.00']);
    expect(await creditOf(business, customer)).toMatchObject({
      owed: '60.00',
      credit_limit: '30.00',
      credit_left: '0.00',
      can_spend: '0.00',
    });
    expect(
      await business.owner.refusal('process_purchase', { customer_id: customer.id, items: [line(product)] }),
    ).toMatchObject({ hint: 'credit_limit_exceeded', detail: { outstanding: '60.00', available: '0.00' } });
    await pay(business, customer, '40');
    await sell(business, customer, [line(product)]);
  });

  test('takes back what became balance, below zero where it was spent meanwhile', async () => {
    const { customer, orders } = await debtor([1]);
    const payment = await pay(business, customer, '35');
    await sell(business, customer, [line(product, 2)], { use_balance: true });
    expect(await creditOf(business, customer)).toMatchObject({ balance: '5.00', owed: '0.00' });
    await reverse(business, payment);
    expect(await stateOf(orders)).toEqual(['open 0.00 10.00']);
    expect(await creditOf(business, customer)).toMatchObject({
      balance: '-20.00',
      owed: '10.00',
      credit_left: '990.00',
      can_spend: '990.00',
    });
  });

  test('from the balance goes back to the balance', async () => {
    const { customer, orders } = await debtor([3], { balance: '25' });
    const payment = await pay(business, customer, '12', { method: 'balance' });
    await reverse(business, payment);
    expect(await stateOf(orders)).toEqual(['open 0.00 30.00']);
    expect(await creditOf(business, customer)).toMatchObject({ balance: '25.00', owed: '30.00' });
  });

  test('that paid a purchase at once leaves the purchase, owed', async () => {
    const { customer } = await debtor([]);
    const { order, payments } = await sell(business, customer, [line(product, 2)], {
      payment: { amount: '20' },
    });
    expect(order.status).toBe('paid');
    await reverse(business, payments[0] ?? { id: '' });
    expect(await stateOf([order])).toEqual(['open 0.00 20.00']);
  });

  test('leaves what other payments paid, and the order open for the rest alone', async () => {
    const { customer, orders } = await debtor([3]);
    const first = await pay(business, customer, '12');
    await pay(business, customer, '18');
    await reverse(business, first);
    expect(await stateOf(orders)).toEqual(['open 18.00 12.00']);
  });

  test.each([
    ['all of it was released by a cancellation', undefined, 'cancelled 0.00 0.00', '0.00'],
    ['part of it was released by a cancellation', 2, 'open 0.00 10.00', '10.00'],
  ])('takes back all of the money where %s', async (_what, pieces, state, owed) => {
    const { customer, orders } = await debtor([3]);
    const payment = await pay(business, customer, '30');
    await cancel(
      business,
      orders[0] ?? { id: '' },
      pieces === undefined ? undefined : [line(product, pieces)],
    );
    expect(await reverse(business, payment)).toMatchObject({ allocated: '0.00', to_balance: '0.00' });
    expect(await stateOf(orders)).toEqual([state]);
    expect(await creditOf(business, customer)).toMatchObject({ balance: '0.00', owed });
  });

  test.each([
    ['all of it was released', undefined, '25.00', '0.00'],
    ['part of it was released', 1, '25.00', '20.00'],
  ])(
    'from the balance gives back what is still on orders, where %s',
    async (_what, pieces, balance, owed) => {
      const { customer, orders } = await debtor([3], { balance: '25' });
      const payment = await pay(business, customer, '25', { method: 'balance' });
      await cancel(
        business,
        orders[0] ?? { id: '' },
        pieces === undefined ? undefined : [line(product, pieces)],
      );
      await reverse(business, payment);
      expect(await creditOf(business, customer)).toMatchObject({ balance, owed });
    },
  );
});

describe('a reversal is refused, and nothing is written', () => {
  async function refused(args: Arguments) {
    const before = await tracesOf(world.admin, business);
    const failure = await business.owner.refusal(reversePayment, args);
    expect(await tracesOf(world.admin, business)).toEqual(before);
    return failure;
  }

  test('the second time', async () => {
    const { customer } = await debtor([3]);
    const payment = await pay(business, customer, '10');
    const { reversed_at } = await reverse(business, payment);
    expect(await refused({ payment_id: payment.id })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'payment_already_reversed',
      detail: { payment_id: payment.id, reversed_at },
    });
  });

  test('of a customer who is archived', async () => {
    const { customer } = await debtor([3]);
    const payment = await pay(business, customer, '10');
    await business.owner.run(deleteCustomer, { customer_id: customer.id });
    expect(await refused({ payment_id: payment.id })).toMatchObject({ hint: 'customer_archived' });
  });

  test('of a payment of another business, or of none', async () => {
    const shop = await world.makeBusiness();
    const { customer } = await addDebtor(world, shop, await addProduct(shop), [1]);
    const foreign = await pay(shop, customer, '1');
    for (const payment_id of [foreign.id, randomUUID()]) {
      expect(await refused({ payment_id })).toMatchObject({
        sqlstate: 'PT404',
        hint: 'payment_not_found',
        detail: { payment_id },
      });
    }
  });

  test.each(['x'.repeat(501), 'a\u0001b'])('for a reason that is no line of text', async (reason) => {
    const { customer } = await debtor([3]);
    const { id: payment_id } = await pay(business, customer, '10');
    expect(await refused({ payment_id, reason })).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer: '/reason' }] },
    });
  });
});
