import { updateBusiness } from '@/lib/operations/business';
import { createCustomer, deleteCustomer } from '@/lib/operations/customers';
import { createHold, captureHold, releaseHold } from '@/lib/operations/holds';
import { billBySchedule, use } from '../helpers/billing';
import { debitBySchedule } from '../helpers/debits';
import { addBuyer, addProduct, cancel, line, pay, reverse, sell, trySell } from '../helpers/sales';
import { advanceClock, at, give, start } from '../helpers/sessions';
import { addEndpoint, toldOf } from '../helpers/webhooks';
import { World, type Business } from '../helpers/world';

/** Each cause writes its event in its own transaction, or none. */

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
  await addEndpoint(business, 'https://example.com/hooks');
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const told = (options?: { all?: boolean }) => toldOf(world, business, options);
const types = async () => (await told()).map(({ type }) => type);

/** What the job tell_overdue does. */
async function tellOverdue(): Promise<void> {
  await world.admin.query(`update private.overdue_schedules set next_run_at = '-infinity'`);
  for (;;) {
    const { rows } = await world.admin.query<{ more: boolean }>('select private.tell_overdue(2) as more');
    if (rows[0]?.more !== true) return;
  }
}

describe('what happens', () => {
  test('a customer is created, and archived', async () => {
    const customer = await world.addCustomer(business, { name: 'Ada', external_id: 'a1' });
    await business.owner.run(deleteCustomer, { customer_id: customer.id });
    expect(await told({ all: true })).toMatchObject([
      { type: 'customer.created', data: { customer_id: customer.id, name: 'Ada', external_id: 'a1' } },
      { type: 'customer.archived', data: { customer_id: customer.id, status: 'archived' } },
    ]);
  });

  test('an order is created, paid, reversed and cancelled', async () => {
    const buyer = await addBuyer(world, business);
    const product = await addProduct(business);
    const { order } = await sell(business, buyer, [line(product, 3)]);
    const payment = await pay(business, buyer, '30');
    await reverse(business, payment);
    await cancel(business, order, [line(product, 1)]);
    await cancel(business, order);
    expect(await told()).toMatchObject([
      {
        type: 'order.created',
        data: { order_id: order.id, number: 1, total: '30.00', outstanding: '30.00' },
      },
      { type: 'payment.received', data: { payment_id: payment.id, amount: '30.00', method: 'cash' } },
      { type: 'payment.reversed', data: { payment_id: payment.id, reversed_at: expect.any(String) } },
      { type: 'order.cancelled', data: { status: 'open', cancelled: '10.00', outstanding: '20.00' } },
      { type: 'order.cancelled', data: { status: 'cancelled', cancelled: '30.00' } },
    ]);
  });

  test('an order becomes overdue once, at its moment; one that is paid does not, one that is owed again does', async () => {
    const buyer = await addBuyer(world, business);
    const product = await addProduct(business);
    const orders: { id: string }[] = [];
    for (let n = 0; n < 5; n++) orders.push((await sell(business, buyer, [line(product)])).order);
    const payment = await pay(business, buyer, '10', { order_id: orders[2]?.id });
    const overdue = async () =>
      (await told()).filter(({ type }) => type === 'order.overdue').map(({ data }) => data['order_id']);
    await world.setClock(business.id, '2026-03-31T09:29:59Z');
    await tellOverdue();
    expect(await overdue()).toEqual([]);
    await world.setClock(business.id, '2026-03-31T09:30:00Z');
    await tellOverdue();
    await tellOverdue();
    const expected = [0, 1, 3, 4].map((index) => orders[index]?.id);
    expect((await overdue()).sort()).toEqual([...expected].sort());
    await reverse(business, payment);
    expect(await overdue()).toHaveLength(5);
    expect((await overdue())[4]).toBe(orders[2]?.id);
    // A longer time to pay tells nothing again.
    await business.owner.run(updateBusiness, { business_id: business.id, overdue_days: 60 });
    await world.setClock(business.id, '2026-05-31T09:30:00Z');
    await tellOverdue();
    expect(await overdue()).toHaveLength(5);
  });

  test('an hour that cannot be paid fails for each customer, and not for those who can', async () => {
    const poor = await world.addCustomer(business, { balance: '3', hourly_debit_amount: '5' });
    await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await world.setClock(business.id, '2026-03-01T10:00:01Z');
    // The months that passed for another business of this file are nobody's concern here.
    await world.admin.query(
      `update private.debit_schedules set next_period = 'infinity' where business_id <> $1`,
      [business.id],
    );
    await debitBySchedule(world);
    const failed = await told();
    expect(failed).toMatchObject([
      {
        type: 'debit.failed',
        data: {
          amount: '5.00',
          balance: '3.00',
          currency: 'USD',
          attempt: 1,
          error_code: 'insufficient_funds',
        },
      },
    ]);
    const { rows } = await world.admin.query<{ customer_id: string }>(
      'select customer_id from public.webhook_events where id = $1',
      [failed[0]?.id],
    );
    expect(rows).toEqual([{ customer_id: poor.id }]);
  });

  test('usage that a wallet cannot bear is held once, however often it is tried', async () => {
    const customer = await world.addCustomer(business, { balance: '4.99' });
    await use(business, customer, '5');
    await billBySchedule(world);
    await billBySchedule(world);
    expect(await told()).toMatchObject([
      { type: 'usage.held', data: { service: 'calls', held: '5.00', reason: 'insufficient_funds' } },
    ]);
  });

  test('a session that runs out ended at the moment it did', async () => {
    const customer = await world.addCustomer(business);
    await give(business, customer, '10');
    await start(business, customer);
    await advanceClock(world, business, at(600));
    expect(await types()).toEqual(['session.started', 'wallet.exhausted', 'session.ended']);
    expect((await told())[2]?.data).toMatchObject({
      end_reason: 'ran_out',
      ended_at: '2026-03-01T09:31:00+00:00',
      credits_used: '10',
    });
  });

  test('a hold is created, captured and released', async () => {
    const { id: customer_id } = await world.addCustomer(business);
    const first = await business.owner.run(createHold, { customer_id, amount: '10' });
    await business.owner.run(captureHold, { hold_id: first.id });
    const second = await business.owner.run(createHold, { customer_id, amount: '10' });
    await business.owner.run(releaseHold, { hold_id: second.id });
    expect(await types()).toEqual(['hold.created', 'hold.captured', 'hold.created', 'hold.released']);
  });
});

describe('an event and its cause are one', () => {
  test('what is refused leaves no event', async () => {
    const buyer = await addBuyer(world, business, { credit_limit: '5' });
    const product = await addProduct(business);
    expect((await trySell(business, buyer, [line(product)])).ok).toBe(false);
    await expect(business.owner.run(createCustomer, { name: 'x'.repeat(300) })).rejects.toThrow();
    expect(await types()).toEqual([]);
  });

  test('what is rolled back leaves no event, and no delivery', async () => {
    const customer = await world.addCustomer(business);
    const client = await world.admin.connect();
    await client.query('begin');
    await client.query(
      `select private.post_movement($1, $2, 'prepaid', -100, 'adjustment', 'equity:adjustment', 'test', null, now())`,
      [business.id, customer.id],
    );
    const inside = await client.query(`select from public.webhook_events where type = 'wallet.exhausted'`);
    expect(inside.rowCount).toBeGreaterThan(0);
    await client.query('rollback');
    client.release();
    expect(await types()).toEqual([]);
    const { rows } = await world.admin.query(
      `select from public.webhook_deliveries as d where not exists (
         select from public.webhook_events as e where e.business_id = d.business_id and e.id = d.event_id)`,
    );
    expect(rows).toEqual([]);
  });

  test('a request that is answered from memory tells nothing again', async () => {
    const keyed = business.owner.keyed('once');
    await keyed.run(createCustomer, { name: 'Ada' });
    await keyed.run(createCustomer, { name: 'Ada' });
    expect(await told({ all: true })).toHaveLength(1);
  });

  test('a business without an endpoint has no events', async () => {
    const other = await world.makeBusiness();
    await world.addCustomer(other);
    const { rows } = await world.admin.query('select from public.webhook_events where business_id = $1', [
      other.id,
    ]);
    expect(rows).toEqual([]);
  });

  test('an event cannot be edited, not even by an operator', async () => {
    await world.addCustomer(business);
    await expect(world.admin.query(`update public.webhook_events set data = '{}'`)).rejects.toThrow(
      'append-only',
    );
  });
});
