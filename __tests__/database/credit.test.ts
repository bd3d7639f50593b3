import fc from 'fast-check';
import { createCustomer, deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';
import { previewPurchase, processPurchase } from '@/lib/operations/orders';
import { getBalance } from '@/lib/operations/wallets';
import {
  addBuyer,
  addDebtor,
  addProduct,
  creditOf,
  line,
  orderStates,
  pay,
  purchaseOf,
  reverse,
  sell,
  type Product,
} from '../helpers/sales';
import type { Arguments } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
/** A cent a piece, as many as it takes: the quantity is the price in cents. */
let cents: Product;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness();
  cents = await addProduct(business, { price: '0.01', stock: undefined });
});
afterAll(() => world.close());
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

const limitOf = (customer: { id: string }, credit_limit: string) =>
  business.owner.run(updateCustomer, { customer_id: customer.id, credit_limit });
/** Text of an amount with two decimals, as a count of cents; no amount is ever a number. */
const centsOf = (amount: string | null) => BigInt((amount ?? '').replace('.', ''));

describe('a credit limit', () => {
  test('makes the wallet on which orders are owed; without one there is only the prepaid one', async () => {
    const made = await business.owner.run(createCustomer, {
      name: 'Ada',
      balance: '5',
      credit_limit: '250.5',
    });
    expect(made).toMatchObject({
      credit_limit: '250.50',
      owed: '0.00',
      balance: '5.00',
      can_spend: '255.50',
    });
    const { wallets } = await business.owner.run(getBalance, { customer_id: made.id });
    expect(wallets).toMatchObject([
      { kind: 'prepaid', balance: '5.00', minimum_balance: '0.00' },
      { kind: 'receivable', balance: '0.00', minimum_balance: '-250.50' },
    ]);
    const none = await business.owner.run(createCustomer, { name: 'Eve' });
    expect(none).toMatchObject({ credit_limit: '0.00', owed: '0.00', can_spend: '0.00' });
    const balance = await business.owner.run(getBalance, { customer_id: none.id });
    expect(balance).toMatchObject({ wallets: [{ kind: 'prepaid' }], credit_left: '0.00', can_spend: '0.00' });
    expect(await limitOf(none, '3')).toMatchObject({ credit_limit: '3.00', can_spend: '3.00' });
  });

  test.each(['-0.01', '0.001', 'NaN', 'Infinity', '1e15'])('cannot be %s', async (credit_limit) => {
    const invalid = { sqlstate: 'PT422', detail: { errors: [{ pointer: '/credit_limit' }] } };
    const given = { name: 'Ada', credit_limit };
    expect(await business.owner.refusal(createCustomer, given)).toMatchObject(invalid);
    const customer = await addBuyer(world, business);
    expect(
      await business.owner.refusal(updateCustomer, { customer_id: customer.id, name: 'Half', credit_limit }),
    ).toMatchObject(invalid);
    expect(await business.owner.run(getCustomer, { customer_id: customer.id })).toEqual(customer);
  });

  test('that is lowered below what is owed stops orders, not payments, and changes nothing owed', async () => {
    const product = await addProduct(business);
    const { customer, orders } = await addDebtor(world, business, product, [5], { credit_limit: '80' });
    expect(await limitOf(customer, '20')).toMatchObject({ credit_limit: '20.00', owed: '50.00' });
    expect(await creditOf(business, customer)).toMatchObject({ credit_left: '0.00', can_spend: '0.00' });
    const next = purchaseOf(business, customer, [line(cents)]);
    expect(await business.owner.refusal(processPurchase, next)).toMatchObject({
      hint: 'credit_limit_exceeded',
      detail: { credit_limit: '20.00', outstanding: '50.00', available: '0.00', missing: '0.01' },
    });
    await pay(business, customer, '29.99');
    expect(await business.owner.refusal(processPurchase, next)).toMatchObject({
      hint: 'credit_limit_exceeded',
    });
    await pay(business, customer, '0.02');
    await sell(business, customer, [line(cents)]);
    expect(await orderStates(business, orders)).toEqual(['open 30.01 19.99']);
  });

  test('that nothing is left of still lets pass what is paid at once', async () => {
    const product = await addProduct(business);
    const { customer } = await addDebtor(world, business, product, [5], { credit_limit: '50' });
    await limitOf(customer, '0');
    const { order } = await sell(business, customer, [line(product)], { payment: { amount: '10' } });
    expect(order.status).toBe('paid');
    expect(await creditOf(business, customer)).toMatchObject({ owed: '50.00' });
  });
});

describe('a purchase that uses the balance', () => {
  test.each([
    ['more than it costs', '12', {}, ['10.00'], '10.00', '2.00', '0.00'],
    ['a part of it: the rest is on credit', '4.50', {}, ['4.50'], '4.50', '0.00', '5.50'],
    ['nothing: all of it is on credit', '0', {}, [], '0.00', '0.00', '10.00'],
    ['what a payment leaves', '4', { payment: { amount: '7' } }, ['3.00'], '10.00', '1.00', '0.00'],
    ['a part of what it leaves', '2', { payment: { amount: '7' } }, ['2.00'], '9.00', '0.00', '1.00'],
    ['some, after a payment of too much', '2', { payment: { amount: '11' } }, [], '10.00', '3.00', '0.00'],
  ])('which holds %s', async (_what, balance, more, taken, paid, left, owed) => {
    const product = await addProduct(business);
    const customer = await addBuyer(world, business, { balance });
    const given = { ...more, use_balance: true };
    const asked = purchaseOf(business, customer, [line(product)], given);
    const preview = await business.owner.run(previewPurchase, asked);
    const sale = await sell(business, customer, [line(product)], given);
    expect(preview).toMatchObject({ outcome: 'ok', total: '10.00', on_credit: owed, after: sale.credit });
    expect(sale.order).toMatchObject({ paid, outstanding: owed });
    expect(sale.credit).toMatchObject({ balance: left, owed });
    expect(await creditOf(business, customer)).toEqual(sale.credit);
    const byBalance = sale.payments.filter(({ method }) => method === 'balance');
    expect(byBalance.map(({ amount }) => amount)).toEqual(taken);
  });

  test('takes nothing of a balance that is below zero', async () => {
    const product = await addProduct(business);
    const customer = await addBuyer(world, business);
    const payment = await pay(business, customer, '5');
    await sell(business, customer, [line(cents, 500)], { use_balance: true });
    await reverse(business, payment);
    const { credit } = await sell(business, customer, [line(product)], { use_balance: true });
    expect(credit).toMatchObject({ balance: '-5.00', owed: '10.00' });
  });

  test('leaves the balance alone where it is not asked to', async () => {
    const customer = await addBuyer(world, business, { balance: '50', credit_limit: '5' });
    const sale = purchaseOf(business, customer, [line(await addProduct(business))]);
    expect(await business.owner.refusal(processPurchase, sale)).toMatchObject({
      hint: 'credit_limit_exceeded',
    });
  });

  test('of a customer whose balance has no lower limit is borne by it whole', async () => {
    const customer = await addBuyer(world, business, { credit_limit: '1' });
    await world.admin.query(
      `update public.wallets set minimum_balance = null where customer_id = $1 and kind = 'prepaid'`,
      [customer.id],
    );
    expect(await creditOf(business, customer)).toMatchObject({ can_spend: null, credit_left: '1.00' });
    const { credit } = await sell(business, customer, [line(cents, 700)], { use_balance: true });
    expect(credit).toMatchObject({ balance: '-7.00', owed: '0.00', can_spend: null });
  });
});

test('in whatever state a customer is, can_spend is what a purchase may cost, and not a cent more', async () => {
  const amount = fc.integer({ min: 1, max: 400 });
  const step = fc.oneof(
    fc.record({ buy: amount, use_balance: fc.boolean() }),
    fc.record({ pay: amount }),
    fc.record({ limit: fc.integer({ min: 0, max: 400 }) }),
    fc.record({ reverse: fc.constant(true) }),
  );
  const asCents = (count: number) => String(count).padStart(3, '0').replace(/(..)$/, '.$1');
  await fc.assert(
    fc.asyncProperty(amount, amount, fc.array(step, { maxLength: 6 }), async (limit, balance, steps) => {
      const given = { credit_limit: asCents(limit), balance: asCents(balance) };
      const customer = await addBuyer(world, business, given);
      const payments: { id: string }[] = [];
      for (const each of steps) {
        if ('buy' in each) {
          const { buy, use_balance } = each;
          const sale = purchaseOf(business, customer, [line(cents, buy)], { use_balance });
          await business.owner.attempt(processPurchase.name, sale);
        } else if ('pay' in each) payments.push(await pay(business, customer, asCents(each.pay)));
        else if ('limit' in each) await limitOf(customer, asCents(each.limit));
        else {
          const last = payments.pop();
          if (last) await reverse(business, last);
        }
      }
      const { can_spend, credit_left } = await creditOf(business, customer);
      expect((await business.owner.run(getCustomer, { customer_id: customer.id })).can_spend).toBe(can_spend);
      for (const [most, more] of [
        [centsOf(can_spend), { use_balance: true }],
        [centsOf(credit_left), {}],
      ] as const) {
        await accepts(customer, Number(most), more);
        await refuses(customer, Number(most) + 1, more);
      }
    }),
    {
      numRuns: 60,
      // A balance below zero: what was paid in came to nothing after it was spent.
      examples: [[100, 1, [{ pay: 50 }, { buy: 51, use_balance: true }, { reverse: true }]]],
    },
  );
});

/** A purchase of so many cents goes through, and does what its preview says; nothing of it stays. */
async function accepts(customer: { id: string }, count: number, more: Arguments) {
  if (count === 0) return;
  const sale = purchaseOf(business, customer, [line(cents, count)], more);
  const outcome = await business.owner.trial(processPurchase.name, sale);
  expect(outcome).toMatchObject({ ok: true });
  const preview = await business.owner.run(previewPurchase, sale);
  expect(preview).toMatchObject({ outcome: 'ok', credit_missing: '0.00' });
  expect(outcome.ok && outcome.body).toMatchObject({
    order: { total: preview.total },
    credit: preview.after,
  });
}

async function refuses(customer: { id: string }, count: number, more: Arguments) {
  const sale = purchaseOf(business, customer, [line(cents, count)], more);
  expect(await business.owner.refusal(processPurchase, sale)).toMatchObject({
    hint: 'credit_limit_exceeded',
    detail: { missing: '0.01' },
  });
  expect(await business.owner.run(previewPurchase, sale)).toMatchObject({
    outcome: 'credit_limit_exceeded',
    credit_missing: '0.01',
  });
}

test('a customer who is archived can do nothing, on either wallet, until it is brought back', async () => {
  const product = await addProduct(business);
  const { customer, orders } = await addDebtor(world, business, product, [2], { balance: '50' });
  const payment = await pay(business, customer, '5');
  await business.owner.run(deleteCustomer, { customer_id: customer.id });
  const of = { customer_id: customer.id };
  const items = [line(product)];
  const tries: [string, Arguments][] = [
    ['process_purchase', { ...of, items }],
    ['process_purchase', { ...of, items, use_balance: true }],
    ['process_purchase', { ...of, items, payment: { amount: '10' } }],
    ['record_payment', { ...of, amount: '1' }],
    ['record_payment', { ...of, amount: '1', method: 'balance' }],
    ['record_payment', { ...of, amount: '1', order_id: orders[0]?.id }],
    ['reverse_payment', { payment_id: payment.id }],
    ['cancel_order', { order_id: orders[0]?.id }],
    ['add_credit', { ...of, amount: '1' }],
  ];
  for (const [name, args] of tries) {
    const { sqlstate, hint } = await business.owner.refusal(name, args);
    expect({ name, sqlstate, hint }).toEqual({ name, sqlstate: 'PT409', hint: 'customer_archived' });
  }
  expect(await business.owner.run(previewPurchase, { ...of, items })).toMatchObject({
    outcome: 'customer_archived',
  });
  expect(await creditOf(business, customer)).toMatchObject({ owed: '15.00', balance: '50.00' });
  await business.owner.run(updateCustomer, { ...of, status: 'active' });
  for (const [name, args] of tries)
    expect(await business.owner.attempt(name, args)).toMatchObject({ ok: true });
});
