import { listDebitLogs } from '@/lib/operations/debits';
import { getOverview } from '@/lib/operations/overview';
import { advanceClock } from '@/lib/operations/sandbox';
import { getLedgerEntry, listLedgerEntries } from '@/lib/operations/wallets';
import { processPurchase } from '@/lib/operations/orders';
import { billByHand } from '../helpers/billing';
import { debitByHand } from '../helpers/debits';
import { addBuyer, addProduct, line } from '../helpers/sales';
import { record } from '../helpers/usage';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
});
afterAll(() => world.close());

async function newest(customer: { id: string }, wallet = 'prepaid'): Promise<string> {
  const { data } = await business.owner.run(listLedgerEntries, { customer_id: customer.id, wallet });
  return data[0]?.id ?? '';
}

test('each hour of the overview leads to the logs that it is the sum of', async () => {
  const target = await world.makeSandbox('2026-03-01T09:30:00Z');
  await world.addManyCustomers(target, 3, '2');
  await target.owner.run(advanceClock, { business_id: target.id, hours: 3 });
  const { debits_by_hour } = await target.owner.run(getOverview, { business_id: target.id });
  const hours = debits_by_hour.filter(({ succeeded }) => succeeded > 0);
  expect(hours).toHaveLength(3);
  for (const { period_start, succeeded, failed } of hours) {
    const { data } = await target.owner.run(listDebitLogs, { business_id: target.id, period_start });
    expect(data.map((log) => log.period_start)).toEqual(Array(succeeded + failed).fill(period_start));
  }
});

describe('a ledger entry', () => {
  test('leads to all that its request did to the customer, and to nothing that another did', async () => {
    const buyer = await addBuyer(world, business, { balance: '50' });
    const product = await addProduct(business);
    const caller = business.owner.sending({ 'x-request-id': 'till-7' });
    const sold = await caller.run(processPurchase, {
      customer_id: buyer.id,
      items: [line(product, 4)],
      payment: { amount: '15', method: 'cash' },
      use_balance: true,
    });
    const entry = await newest(buyer, 'receivable');
    const found = await business.owner.run(getLedgerEntry, { entry_id: entry });
    expect(found.entry).toMatchObject({ id: entry, request_id: 'till-7', actor: `user:${business.ownerId}` });
    expect(found.customer_name).toBe('Buyer');
    expect(found.request_rows).toEqual(
      expect.arrayContaining([
        { type: 'order', id: sold.order.id },
        { type: 'payment', id: expect.any(String) },
      ]),
    );
    expect(found.request_entries.map(({ id }) => id)).toContain(entry);
    expect(new Set(found.request_entries.map(({ request_id }) => request_id))).toEqual(new Set(['till-7']));
    expect(found.request_entries.length).toBeGreaterThan(1);
    expect(found.request_entries.map(({ kind }) => kind)).not.toContain('opening_balance');
  });

  test('of a run by hand names the run and the request that made it; of the job, no request', async () => {
    const customer = await world.addCustomer(business, { hourly_debit_amount: '5' });
    const caller = business.owner.sending({ 'x-request-id': 'by-hand-3' });
    const { run_id } = await debitByHand(caller);
    const debit = await newest(customer);
    await record(business, customer);
    await billByHand(caller);
    const charge = await newest(customer);
    const found = await business.owner.run(getLedgerEntry, { entry_id: debit });
    expect(found.entry).toMatchObject({
      reference_type: 'debit_run',
      reference_id: run_id,
      request_id: 'by-hand-3',
      actor: `user:${business.ownerId}`,
    });
    expect(found.request_entries.map(({ id }) => id).sort()).toEqual([debit, charge].sort());

    await business.owner.run(advanceClock, { business_id: business.id, hours: 1 });
    const later = await business.owner.run(getLedgerEntry, { entry_id: await newest(customer) });
    expect(later.entry).toMatchObject({ actor: 'job:hourly_debits', request_id: null });
    expect([later.request_entries, later.request_rows]).toEqual([[], []]);
  });

  test('that is not there, or is of another business, is not found', async () => {
    const customer = await world.addCustomer(business);
    const [wallet] = (await newest(customer)).split('.');
    const other = await world.makeBusiness();
    for (const [caller, entry_id] of [
      [business.owner, `${wallet}.2`],
      [other.owner, `${wallet}.1`],
    ] as const) {
      expect(await caller.refusal(getLedgerEntry, { entry_id })).toMatchObject({
        hint: 'ledger_entry_not_found',
      });
    }
    for (const entry_id of [`${wallet}.0`, 'none', `${wallet}.${'9'.repeat(19)}`]) {
      expect(await business.owner.refusal(getLedgerEntry, { entry_id })).toMatchObject({
        hint: 'invalid_request',
      });
    }
  });
});
