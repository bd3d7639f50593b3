/** What a customer may still spend: the balance, the limits, and what is used and not billed yet, in one figure. */
import fc from 'fast-check';
import {
  createCustomer,
  deleteCustomer,
  getCustomer,
  listCustomers,
  updateCustomer,
} from '@/lib/operations/customers';
import { previewPurchase, processPurchase } from '@/lib/operations/orders';
import { getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import { billByHand, heldOf, standOf } from '../helpers/billing';
import { debitByHand, logsOf } from '../helpers/debits';
import { scaled, unscaled } from '../helpers/decimals';
import { addProduct, line, purchaseOf, type Product } from '../helpers/sales';
import { eventsOf, record } from '../helpers/usage';
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

const of = (customer: { id: string }) => ({ business_id: business.id, customer_id: customer.id });
const change = (customer: { id: string }, more: object) =>
  business.owner.run(updateCustomer, { ...of(customer), ...more });
const dollars = (amount: bigint) => scaled(amount, 2);

async function canBuy(customer: { id: string }, amount: number): Promise<string> {
  const args = purchaseOf(business, customer, [line(cents, amount)], { use_balance: true });
  const outcome = await business.owner.trial(processPurchase.name, args);
  return outcome.ok ? 'sold' : (outcome.failure.hint ?? '');
}

test('what a customer can spend is what a purchase is held to, to the cent, whatever is used and not billed', async () => {
  const amount = fc.bigInt(0n, 2_000n);
  const used = fc.array(
    fc.tuple(fc.constantFrom('tokens', 'calls'), fc.constantFrom('0.5', '1', '3.333333', '7')),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(
      amount,
      amount,
      amount,
      used,
      fc.nat(4),
      async (balance, overdraft, credit, events, billedFirst) => {
        const customer = await world.addCustomer(business, {
          balance: dollars(balance),
          overdraft_limit: dollars(overdraft),
          credit_limit: dollars(credit),
        });
        for (const [index, [service, units]] of events.entries()) {
          if (index === billedFirst) await billByHand(business.owner, business.id);
          await record(business, customer, {
            service,
            units,
            price_per_unit: '1',
            request_id: `${customer.id}-${index}`,
          });
        }
        const told = await business.owner.run(getBalance, of(customer));
        expect(told.can_spend).not.toBeNull();
        // What is used is spent, billed or not; more than there is leaves nothing.
        const spent = events.reduce((sum, [, units]) => sum + unscaled(units, 6), 0n);
        const left = (balance + overdraft + credit) * 10_000n - spent;
        const exact = left > 0n ? left : 0n;
        expect(unscaled(told.can_spend ?? '', 6)).toBe(exact);
        const whole = Number(exact / 10_000n);
        if (whole > 0) expect(await canBuy(customer, whole)).toBe('sold');
        expect(await canBuy(customer, whole + 1)).toBe('credit_limit_exceeded');
        // Every answer says the same.
        const { can_spend, unbilled_usage } = await business.owner.run(getCustomer, of(customer));
        expect([can_spend, unbilled_usage]).toEqual([told.can_spend, told.unbilled_usage]);
        const { data } = await business.owner.run(listCustomers, { business_id: business.id, page_size: 1 });
        expect(data).toMatchObject([{ id: customer.id, can_spend, unbilled_usage }]);
        const preview = await business.owner.run(previewPurchase, {
          ...purchaseOf(business, customer, [line(cents, whole + 1)]),
          use_balance: true,
        });
        expect(preview).toMatchObject({
          before: { can_spend, unbilled_usage },
          outcome: 'credit_limit_exceeded',
        });
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('a purchase leaves free what is used and not billed, so that billing can take it', async () => {
  const customer = await world.addCustomer(business, { balance: '10', credit_limit: '5' });
  await record(business, customer, { units: '4', price_per_unit: '1' });
  const args = purchaseOf(business, customer, [line(cents, 1100)], { use_balance: true });
  await business.owner.call(processPurchase.name, args);
  expect(await business.owner.run(getBalance, of(customer))).toMatchObject({
    balance: '4.00',
    owed: '5.00',
    unbilled_usage: '4.00',
    can_spend: '0.00',
  });
  await billByHand(business.owner, business.id);
  expect(await standOf(business, customer)).toBe('0.00 unbilled 0.00');
  expect(await world.discrepancies(business.id)).toEqual([]);
});

describe('an overdraft limit', () => {
  test('lets debits and usage take the balance below zero, down to it and no further', async () => {
    const own = await world.makeSandbox('2026-03-01T10:20:30Z');
    const customer = await world.addCustomer(own, {
      balance: '1',
      overdraft_limit: '5',
      hourly_debit_amount: '2',
    });
    await record(own, customer, { service: 'small', units: '3', price_per_unit: '1' });
    await billByHand(own.owner, own.id);
    expect(await standOf(own, customer)).toBe('-2.00 unbilled 0.00');
    await debitByHand(own.owner, own.id);
    expect(await standOf(own, customer)).toBe('-4.00 unbilled 0.00');
    await world.setClock(own.id, '2026-03-01T11:20:30Z');
    await debitByHand(own.owner, own.id);
    expect((await logsOf(own, customer.id)).map(({ status }) => status)).toEqual(['success', 'failed']);
    await record(own, customer, { service: 'large', units: '1.01', price_per_unit: '1' });
    await billByHand(own.owner, own.id);
    expect(await standOf(own, customer)).toBe('-4.00 unbilled 1.01');
    expect(await heldOf(world, own)).toEqual(['large insufficient_funds']);
    await own.owner.run(updateCustomer, {
      business_id: own.id,
      customer_id: customer.id,
      overdraft_limit: '5.01',
    });
    await billByHand(own.owner, own.id);
    expect(await standOf(own, customer)).toBe('-5.01 unbilled 0.00');
    expect(await world.discrepancies(own.id)).toEqual([]);
  });

  test('may be lowered below what is overdrawn: nothing more is taken, and money that comes in is free', async () => {
    const customer = await world.addCustomer(business, { balance: '0', overdraft_limit: '5' });
    await record(business, customer, { units: '4', price_per_unit: '1' });
    await billByHand(business.owner, business.id);
    expect(await change(customer, { overdraft_limit: '1' })).toMatchObject({
      balance: '-4.00',
      overdraft_limit: '1.00',
      can_spend: '0.00',
    });
    await business.owner.call('add_credit', { ...of(customer), amount: '3.50' });
    expect(await business.owner.run(getCustomer, of(customer))).toMatchObject({
      balance: '-0.50',
      can_spend: '0.50',
    });
  });

  test('is zero unless it is set, and an amount of the currency', async () => {
    const customer = await world.addCustomer(business);
    expect(customer).toMatchObject({
      postpaid: false,
      overdraft_limit: '0.00',
      unbilled_usage: '0.00',
      can_spend: '100.00',
    });
    for (const overdraft_limit of ['-1', '1.001', 'NaN']) {
      const expected = { hint: 'invalid_request', detail: { errors: [{ pointer: '/overdraft_limit' }] } };
      expect(
        await business.owner.refusal(updateCustomer, { ...of(customer), overdraft_limit }),
      ).toMatchObject(expected);
      const made = { business_id: business.id, name: 'New', overdraft_limit };
      expect(await business.owner.refusal(createCustomer, made)).toMatchObject(expected);
    }
  });
});

describe('a postpaid customer', () => {
  test('has no limit: usage is billed and purchases from the balance are borne, whatever it comes to', async () => {
    const customer = await world.addCustomer(business, { balance: '0', postpaid: true });
    expect(customer).toMatchObject({ postpaid: true, overdraft_limit: null, can_spend: null });
    await record(business, customer, { units: '1000000', price_per_unit: '1' });
    expect(await canBuy(customer, 999_999)).toBe('sold');
    await billByHand(business.owner, business.id);
    expect(await standOf(business, customer)).toBe('-1000000.00 unbilled 0.00');
    expect(await business.owner.run(getBalance, of(customer))).toMatchObject({
      available: null,
      can_spend: null,
    });
    const { data } = await business.owner.run(listLedgerEntries, of(customer));
    expect(data).toMatchObject([{ kind: 'usage', amount: '-1000000.00', balance_after: '-1000000.00' }]);
  });

  test('becomes one with a limit, and back, and other changes leave that as it is', async () => {
    const customer = await world.addCustomer(business, { postpaid: true });
    expect(await change(customer, { name: 'Renamed' })).toMatchObject({
      postpaid: true,
      overdraft_limit: null,
    });
    expect(await change(customer, { overdraft_limit: '7' })).toMatchObject({
      postpaid: false,
      overdraft_limit: '7.00',
    });
    expect(await change(customer, { postpaid: false })).toMatchObject({
      postpaid: false,
      overdraft_limit: '7.00',
    });
    expect(await change(customer, { credit_limit: '3' })).toMatchObject({
      overdraft_limit: '7.00',
      can_spend: '110.00',
    });
    expect(await change(customer, { postpaid: true })).toMatchObject({
      postpaid: true,
      overdraft_limit: null,
    });
    expect(await change(customer, { postpaid: false })).toMatchObject({
      postpaid: false,
      overdraft_limit: '0.00',
    });
    const both = { ...of(customer), postpaid: true, overdraft_limit: '7' };
    expect(await business.owner.refusal(updateCustomer, both)).toMatchObject({
      hint: 'invalid_request',
      detail: { errors: [{ pointer: '/overdraft_limit' }] },
    });
  });
});

test('a customer with usage is archived, not deleted, and the usage stays theirs', async () => {
  const customer = await world.addCustomer(business, { balance: '0' });
  const event = await record(business, customer);
  expect(await business.owner.run(deleteCustomer, of(customer))).toMatchObject({
    archived: true,
    deleted: false,
  });
  expect(await eventsOf(business, { customer_id: customer.id })).toMatchObject([
    { id: event.id, customer_name: 'Test customer' },
  ]);
  await billByHand(business.owner, business.id);
  expect(await eventsOf(business, { customer_id: customer.id })).toMatchObject([
    { status: 'held', held_reason: 'customer_archived' },
  ]);
});
