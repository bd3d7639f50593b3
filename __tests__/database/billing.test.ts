import { getBillingRun, getBillingStatus, getUsageCharge } from '@/lib/operations/billing';
import { listLedgerEntries } from '@/lib/operations/wallets';
import {
  billBySchedule,
  billed,
  billingRunsOf,
  chargesOf,
  exact,
  exactness,
  heldOf,
  letAMinutePass,
  standOf,
  stepOfBilling,
  use,
} from '../helpers/billing';
import { addProduct } from '../helpers/sales';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
});
afterEach(async () => {
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

async function usageEntries(customer: { id: string }) {
  const { data } = await business.owner.run(listLedgerEntries, {
    business_id: business.id,
    customer_id: customer.id,
  });
  return data.filter(({ kind }) => kind === 'usage').reverse();
}

describe('each event is billed exactly once', () => {
  test('in one charge and one ledger entry for each wallet and service, however many events', async () => {
    const customer = await world.addCustomer(business);
    for (const units of ['1', '2.5', '0.25']) await use(business, customer, units);
    await billBySchedule(world);

    expect(await standOf(business, customer)).toBe('96.25 unbilled 0.00');
    const [run] = await billingRunsOf(business);
    const charges = await chargesOf(business);
    expect(charges).toEqual([
      {
        id: expect.any(String),
        billing_run_id: run?.id,
        customer_id: customer.id,
        customer_name: 'Test customer',
        service: 'calls',
        product_id: null,
        name: 'calls',
        events: 3,
        units: '3.75',
        amount: '3.75',
        currency: 'USD',
        entry_id: expect.stringMatching(/\.2$/),
        charged_at: '2026-03-01T09:30:00+00:00',
      },
    ]);
    const id = charges[0]?.id ?? '';
    expect(await business.owner.run(getUsageCharge, { usage_charge_id: id })).toMatchObject({ id });
    expect(await usageEntries(customer)).toMatchObject([
      {
        id: charges[0]?.entry_id,
        amount: '-3.75',
        balance_after: '96.25',
        counter_account: 'revenue:usage',
        description: 'calls, 3.75 units, 3 events',
        reference_type: 'usage_charge',
        reference_id: id,
        actor: 'job:bill_usage',
        occurred_at: '2026-03-01T09:30:00+00:00',
      },
    ]);
    expect(run).toMatchObject({
      trigger: 'schedule',
      status: 'completed',
      events: 3,
      charges: 1,
      total_billed: '3.75',
      held: 0,
      total_held: '0.00',
      started_by: 'job:bill_usage',
    });
    expect(await exactness(world, business)).toEqual(exact);
  });

  test('one charge for each service and product of a customer, and each run has its own', async () => {
    const customer = await world.addCustomer(business);
    const product = await addProduct(business, { name: 'Storage', usage_unit_price: '0.5' });
    await use(business, customer, '4', { product_id: product.id });
    await use(business, customer, '1');
    await use(business, customer, '2', { service: 'tokens', price_per_unit: '0.01' });
    await billBySchedule(world);
    await use(business, customer, '3');
    await billBySchedule(world);
    expect((await billed(business)).sort()).toEqual([
      'Storage 1 events 4 units 2.00',
      'calls 1 events 1 units 1.00',
      'calls 1 events 3 units 3.00',
      'tokens 1 events 2 units 0.02',
    ]);
    expect(await standOf(business, customer)).toBe('93.98 unbilled 0.00');
    expect(await exactness(world, business)).toEqual(exact);
    expect(await billingRunsOf(business)).toMatchObject([
      { events: 3, charges: 3, total_billed: '3.02' },
      { events: 1, charges: 1, total_billed: '3.00' },
    ]);
  });

  test('at the price of its recording, whatever the product costs by then', async () => {
    const customer = await world.addCustomer(business);
    const product = await addProduct(business, { name: 'Storage', usage_unit_price: '0.5' });
    await use(business, customer, '2', { product_id: product.id });
    await business.owner.call('update_product', { product_id: product.id, usage_unit_price: '9' });
    await use(business, customer, '2', { product_id: product.id });
    await billBySchedule(world);
    expect(await billed(business)).toEqual(['Storage 2 events 4 units 19.00']);
  });

  test('late, in the next run, where it is about a time that was billed before', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '1');
    await billBySchedule(world);
    await use(business, customer, '2', { occurred_at: '2025-12-31T23:00:00Z' });
    await billBySchedule(world);
    expect(await billed(business)).toEqual(['calls 1 events 1 units 1.00', 'calls 1 events 2 units 2.00']);
    expect(await exactness(world, business)).toEqual(exact);
  });

  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [7, 500],
  ])(
    'in steps of %i events and %i services as in one, with the same result',
    async (collectSize, billSize) => {
      const customers = await world.addManyCustomers(business, 5, '0');
      for (const id of customers) {
        await use(business, { id }, '1');
        await use(business, { id }, '2', { service: 'tokens' });
        await use(business, { id }, '3');
      }
      await billBySchedule(world, collectSize, billSize);
      expect(await exactness(world, business)).toEqual(exact);
      expect(await billingRunsOf(business)).toMatchObject([
        { status: 'completed', events: 15, charges: 10, total_billed: '30.00', held: 0 },
      ]);
    },
  );

  test('what costs nothing gets a charge and no ledger entry', async () => {
    const customer = await world.addCustomer(business, { balance: '0' });
    await use(business, customer, '5', { price_per_unit: '0' });
    await billBySchedule(world);
    expect(await chargesOf(business)).toMatchObject([
      { events: 1, units: '5', amount: '0.00', entry_id: null },
    ]);
    expect(await usageEntries(customer)).toEqual([]);
    expect(await exactness(world, business)).toEqual(exact);
  });
});

describe('runs', () => {
  test('there is none where there is nothing to bill', async () => {
    await world.addCustomer(business);
    await billBySchedule(world);
    expect(await billingRunsOf(business)).toEqual([]);
  });

  test('a customer who cannot pay makes no run each minute', async () => {
    await use(business, await world.addCustomer(business, { balance: '1' }), '2');
    await billBySchedule(world);
    await billBySchedule(world);
    await billBySchedule(world);
    expect(await billingRunsOf(business)).toMatchObject([
      { charges: 0, total_billed: '0.00', held: 1, total_held: '2.00' },
    ]);
  });

  test('events of after the line wait for the next run', async () => {
    const customer = await world.addCustomer(business);
    await use(business, customer, '1');
    await letAMinutePass(world);
    expect(await stepOfBilling(world)).toBe(true);
    await use(business, customer, '2');
    while (await stepOfBilling(world));
    expect(await billed(business)).toEqual(['calls 1 events 1 units 1.00']);
    expect(await standOf(business, customer)).toBe('99.00 unbilled 2.00');
    await billBySchedule(world);
    expect(await billed(business)).toEqual(['calls 1 events 1 units 1.00', 'calls 1 events 2 units 2.00']);
  });

  test('usage of one business is billed to nobody of another, and its runs are seen by nobody there', async () => {
    const other = await world.makeBusiness();
    const [here, there] = [await world.addCustomer(business), await world.addCustomer(other)];
    await use(business, here, '1');
    await use(other, there, '2');
    await billBySchedule(world);
    expect([await billed(business), await billed(other)]).toEqual([
      ['calls 1 events 1 units 1.00'],
      ['calls 1 events 2 units 2.00'],
    ]);
    const [run] = await billingRunsOf(other);
    const [charge] = await chargesOf(other);
    expect(
      await business.owner.refusal(getBillingRun, { business_id: business.id, billing_run_id: run?.id }),
    ).toMatchObject({ hint: 'billing_run_not_found' });
    expect(
      await business.owner.refusal(getUsageCharge, { business_id: business.id, usage_charge_id: charge?.id }),
    ).toMatchObject({ hint: 'usage_charge_not_found' });
    expect(await world.discrepancies(other.id)).toEqual([]);
  });

  test('the status adds up all runs, and says what waits', async () => {
    const rich = await world.addCustomer(business);
    const poor = await world.addCustomer(business, { balance: '1' });
    await use(business, rich, '1');
    await billBySchedule(world);
    await use(business, rich, '2');
    await use(business, poor, '3');
    await billBySchedule(world);
    await use(business, rich, '0.0004', { price_per_unit: '0.001' });
    await use(business, rich, '4');
    expect(await business.owner.run(getBillingStatus)).toMatchObject({
      runs: 2,
      charges: 2,
      total_billed: '3.00',
      unbilled: '7.00',
      held: '3.00',
      held_customers: 1,
      last_run: { charges: 1, held: 1 },
    });
    expect(await heldOf(world, business)).toEqual(['calls insufficient_funds']);
  });
});

describe('the test clock', () => {
  test('bills on its way what was recorded, before the hours after it are debited', async () => {
    const customer = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '40' });
    await use(business, customer, '30');
    await world.admin.query('select private.advance_clock($1, $2)', [business.id, '2026-03-01T12:10:00Z']);
    // 100 - 30 - 40 leaves 30: the second and third hour are not paid.
    expect(await standOf(business, customer)).toBe('30.00 unbilled 0.00');
    expect((await chargesOf(business)).map(({ charged_at }) => charged_at)).toEqual([
      '2026-03-01T09:30:00+00:00',
    ]);
    expect(await exactness(world, business)).toEqual(exact);
  });
});
