import { randomUUID } from 'node:crypto';
import { deleteCustomer } from '@/lib/operations/customers';
import { getPayment, recordPayment } from '@/lib/operations/payments';
import {
  addBuyer,
  addDebtor,
  addProduct,
  cancel,
  creditOf,
  line,
  orderStates,
  pay,
  readOrder,
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

async function refused(args: Arguments) {
  const before = await tracesOf(world.admin, business);
  const failure = await business.owner.refusal(recordPayment, args);
  expect(await tracesOf(world.admin, business)).toEqual(before);
  return failure;
}

describe('a payment', () => {
  test('against one order is put on that order, whatever is older, and lowers what is owed', async () => {
    const { customer, orders } = await debtor([3, 5]);
    const payment = await pay(business, customer, '20.50', {
      order_id: orders[1]?.id,
      method: 'bank_transfer',
      reference: ' R-17 ',
      note: ' Thanks ',
    });
    expect(payment).toMatchObject({
      customer_id: customer.id,
      customer_name: 'Buyer',
      currency: 'USD',
      amount: '20.50',
      method: 'bank_transfer',
      reference: 'R-17',
      note: 'Thanks',
      status: 'received',
      allocated: '20.50',
      to_balance: '0.00',
      actor: `user:${business.ownerId}`,
      reversed_at: null,
      allocations: [
        { order_id: orders[1]?.id, order_number: orders[1]?.number, amount: '20.50', kind: 'payment' },
      ],
    });
    expect(await business.owner.run(getPayment, { payment_id: payment.id })).toMatchObject(payment);
    expect(await stateOf(orders)).toEqual(['open 0.00 30.00', 'open 20.50 29.50']);
    expect(await creditOf(business, customer)).toMatchObject({ owed: '59.50', balance: '0.00' });
  });

  test('without an order is put on the oldest first, as far as it goes, row by row', async () => {
    const { customer, orders } = await debtor([3, 5, 2]);
    const [a, b] = orders;
    const payment = await pay(business, customer, '45');
    expect(payment.allocations).toMatchObject([
      { order_id: a?.id, amount: '30.00' },
      { order_id: b?.id, amount: '15.00' },
    ]);
    expect(await stateOf(orders)).toEqual(['paid 30.00 0.00', 'open 15.00 35.00', 'open 0.00 20.00']);
    expect((await pay(business, customer, '36')).allocations).toMatchObject([
      { order_id: b?.id, amount: '35.00' },
      { amount: '1.00' },
    ]);
    expect(await stateOf(orders)).toEqual(['paid 30.00 0.00', 'paid 50.00 0.00', 'open 1.00 19.00']);
    expect(await readOrder(business, { id: b?.id ?? '' })).toMatchObject({
      allocations: [
        { payment_id: payment.id, amount: '15.00', kind: 'payment', method: 'cash' },
        { amount: '35.00' },
      ],
      entries: [{ kind: 'purchase' }, { kind: 'payment' }, { kind: 'payment' }],
    });
  });

  test.each([
    ['over all orders', false],
    ['on one order, though another is open', true],
  ])('of too much %s becomes balance on the prepaid wallet', async (_what, onOne) => {
    const { customer, orders } = await debtor([3, 1]);
    const payment = await pay(business, customer, '47', onOne ? { order_id: orders[0]?.id } : {});
    const [allocated, rest, owed] = onOne ? ['30.00', '17.00', '10.00'] : ['40.00', '7.00', '0.00'];
    expect(payment).toMatchObject({ amount: '47.00', allocated, to_balance: rest });
    expect(await creditOf(business, customer)).toMatchObject({ balance: rest, owed });
  });

  test('of somebody who owes nothing, and never bought anything, becomes balance whole', async () => {
    const customer = await world.addCustomer(business, { balance: '0' });
    expect(await pay(business, customer, '12')).toMatchObject({
      allocated: '0.00',
      to_balance: '12.00',
      allocations: [],
    });
    expect(await creditOf(business, customer)).toMatchObject({ balance: '12.00', owed: '0.00' });
  });

  test.each([
    ['of part of it', '12.34', 'open', '17.66', '0.00'],
    ['of all of it', '30', 'paid', '0.00', '0.00'],
    ['of more than it', '31', 'paid', '0.00', '1.00'],
  ])(
    'at once with a purchase, %s, is put on it and on no older order',
    async (_what, amount, status, owed, balance) => {
      const { customer, orders } = await debtor([1]);
      const payment = { amount, method: 'card', reference: 'T-1' };
      const sale = await sell(business, customer, [line(product, 3)], { payment });
      expect(sale.order).toMatchObject({ status, outstanding: owed });
      expect(sale.payments).toMatchObject([{ method: 'card', reference: 'T-1', to_balance: balance }]);
      expect(sale.credit).toMatchObject({ balance });
      expect(await stateOf(orders)).toEqual(['open 0.00 10.00']);
      expect(await readOrder(business, sale.order)).toMatchObject({ status, outstanding: owed });
    },
  );

  test('at once with a purchase counts before the credit limit: the rest must fit, and no more', async () => {
    const { customer } = await debtor([], { credit_limit: '10' });
    const sale = { customer_id: customer.id, items: [line(product, 3)] };
    expect(
      await business.owner.refusal('process_purchase', { ...sale, payment: { amount: '19.99' } }),
    ).toMatchObject({ hint: 'credit_limit_exceeded', detail: { on_credit: '10.01', missing: '0.01' } });
    const { credit } = await sell(business, customer, [line(product, 3)], { payment: { amount: '20' } });
    expect(credit).toMatchObject({ owed: '10.00', credit_left: '0.00' });
  });
});

describe('a payment from the balance', () => {
  test('moves the money from the prepaid wallet to the orders, and through no till', async () => {
    const { customer, orders } = await debtor([3], { balance: '25' });
    const payment = await pay(business, customer, '12', { method: 'balance' });
    expect(payment).toMatchObject({ method: 'balance', allocated: '12.00', to_balance: '0.00' });
    expect(await creditOf(business, customer)).toMatchObject({ balance: '13.00', owed: '18.00' });
    const { entries } = await readOrder(business, { id: orders[0]?.id ?? '' });
    expect(entries.slice(1).map((entry) => [entry.wallet_kind, entry.amount, entry.counter_account])).toEqual(
      expect.arrayContaining([
        ['prepaid', '-12.00', 'transfer'],
        ['receivable', '12.00', 'transfer'],
      ]),
    );
  });

  test('of more than is owed, on the order or on all, is refused and takes nothing', async () => {
    const { customer, orders } = await debtor([3, 1], { balance: '100' });
    const of = { customer_id: customer.id, method: 'balance' };
    expect(await refused({ ...of, amount: '40.01' })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'payment_exceeds_owed',
      detail: { customer_id: customer.id, owed: '40.00', asked: '40.01' },
    });
    expect(await refused({ ...of, amount: '10.01', order_id: orders[1]?.id })).toMatchObject({
      detail: { owed: '10.00' },
    });
    expect(await pay(business, customer, '40', { method: 'balance' })).toMatchObject({ allocated: '40.00' });
    expect(await creditOf(business, customer)).toMatchObject({ balance: '60.00', owed: '0.00' });
  });

  test('of more than is there is refused and takes nothing', async () => {
    const { customer } = await debtor([3], { balance: '12' });
    const payment = { customer_id: customer.id, method: 'balance' };
    expect(await refused({ ...payment, amount: '12.01' })).toMatchObject({
      sqlstate: 'PT402',
      hint: 'insufficient_funds',
    });
    await pay(business, customer, '12', { method: 'balance' });
    expect(await creditOf(business, customer)).toMatchObject({ balance: '0.00', owed: '18.00' });
  });
});

describe('a payment is refused, and nothing is written', () => {
  test('for an order that is paid or cancelled, of another customer, of another business, or of none', async () => {
    const { customer, orders } = await debtor([1, 1, 1]);
    const [paid, gone] = orders;
    await pay(business, customer, '10', { order_id: paid?.id });
    await cancel(business, gone ?? { id: '' });
    for (const [order, status] of [
      [paid, 'paid'],
      [gone, 'cancelled'],
    ] as const) {
      const args = { customer_id: customer.id, amount: '1', order_id: order?.id };
      expect(await refused(args)).toMatchObject({
        sqlstate: 'PT409',
        hint: 'order_not_open',
        detail: { order_id: order?.id, number: order?.number, status },
      });
    }
    const other = await debtor([1]);
    const shop = await world.makeBusiness();
    const foreign = await sell(shop, await addBuyer(world, shop), [line(await addProduct(shop))]);
    for (const order_id of [other.orders[0]?.id, foreign.order.id, randomUUID()]) {
      expect(await refused({ customer_id: customer.id, amount: '1', order_id })).toMatchObject({
        sqlstate: 'PT404',
        hint: 'order_not_found',
        detail: { order_id },
      });
    }
  });

  test('of a customer that is archived, of another business, or none', async () => {
    const { customer } = await debtor([1]);
    await business.owner.run(deleteCustomer, { customer_id: customer.id });
    expect(await refused({ customer_id: customer.id, amount: '1' })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'customer_archived',
    });
    const foreign = await addBuyer(world, await world.makeBusiness());
    for (const customer_id of [foreign.id, randomUUID(), undefined]) {
      expect(await refused({ customer_id, amount: '1' })).toMatchObject({ hint: 'customer_not_found' });
    }
  });

  test.each([
    ['/amount', { amount: undefined }],
    ['/amount', { amount: '0' }],
    ['/amount', { amount: '-1' }],
    ['/amount', { amount: '0.001' }],
    ['/amount', { amount: 'NaN' }],
    ['/amount', { amount: 'Infinity' }],
    ['/amount', { amount: '1e15' }],
    ['/method', { method: 'barter' }],
    ['/reference', { reference: 'x'.repeat(201) }],
    ['/note', { note: 'a\u0001b' }],
  ] as [string, Arguments][])('at %s with %j', async (pointer, args) => {
    const { customer } = await debtor([1]);
    expect(await refused({ customer_id: customer.id, amount: '1', ...args })).toMatchObject({
      sqlstate: 'PT422',
      detail: { errors: [{ pointer }] },
    });
  });
});
