/** What a hold is: money that nothing else can spend, until it is captured, released or its time is up. */
import { randomUUID } from 'node:crypto';
import { updateCustomer } from '@/lib/operations/customers';
import { listLedgerEntries } from '@/lib/operations/wallets';
import { billByHand, use } from '../helpers/billing';
import { debitByHand, logsOf } from '../helpers/debits';
import { capture, figuresOf, hold, release, tryHold } from '../helpers/holds';
import { hintOf } from '../helpers/portal-people';
import { addProduct, line, pay, reverse, trySell } from '../helpers/sales';
import { addBurner, at, clockStart, statusOf, stop, start, tryStart } from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));

const entriesOf = async (customer: { id: string }, wallet = 'prepaid') =>
  (
    await business.owner.run(listLedgerEntries, {
      business_id: business.id,
      customer_id: customer.id,
      wallet,
    })
  ).data.map(({ kind, amount, balance_after }) => `${kind} ${amount} ${balance_after}`);

describe('setting aside', () => {
  test('moves no balance and writes no entry: what can be spent is less', async () => {
    const customer = await world.addCustomer(business, { credit_limit: '50' });
    const made = await hold(business, customer, '25.000001', { expires_in: 900, description: 'render' });
    expect(made).toMatchObject({
      customer_id: customer.id,
      customer_name: 'Test customer',
      wallet: 'prepaid',
      unit: 'USD',
      amount: '25.000001',
      captured: '0.00',
      held: '25.000001',
      status: 'active',
      description: 'render',
      expires_at: '2026-03-01T09:45:00+00:00',
      ended_at: null,
      actor: `user:${business.ownerId}`,
    });
    expect(await figuresOf(business, customer)).toMatchObject({
      balance: '100.00',
      held: '25.000001',
      available: '74.999999',
      can_spend: '124.999999',
    });
    expect(await entriesOf(customer)).toEqual(['opening_balance 100.00 100.00']);
  });

  test('lasts for seven days where nothing is said, or until a moment to the microsecond', async () => {
    const customer = await world.addCustomer(business);
    expect((await hold(business, customer, '1')).expires_at).toBe('2026-03-08T09:30:00+00:00');
    const expires_at = '2026-03-01T09:30:00.000001Z';
    expect((await hold(business, customer, '1', { expires_at })).expires_at).toBe(
      '2026-03-01T09:30:00.000001+00:00',
    );
  });

  test('takes all that is there to the last digit and no more, and says how much that is', async () => {
    const customer = await world.addCustomer(business, { overdraft_limit: '10' });
    await use(business, customer, '30.5');
    await hold(business, customer, '20');
    expect(await tryHold(business, customer, '59.500001')).toMatchObject({
      ok: false,
      failure: { sqlstate: 'PT402', hint: 'insufficient_funds', detail: { available: '59.50' } },
    });
    await hold(business, customer, '59.5');
    expect(hintOf(await tryHold(business, customer, '0.000001'))).toBe('insufficient_funds');
    expect(await figuresOf(business, customer)).toMatchObject({ held: '79.50', available: '30.50' });
  });

  test('is without a limit where the balance has none', async () => {
    const customer = await world.addCustomer(business, { postpaid: true });
    await hold(business, customer, '1000000');
    expect(await figuresOf(business, customer)).toMatchObject({ held: '1000000.00', available: null });
  });

  test.each([
    [{ amount: '0' }, '/amount'],
    [{ amount: '-1' }, '/amount'],
    [{ amount: '0.0000001' }, '/amount'],
    [{ amount: '1.5', wallet: 'credits' }, '/amount'],
    [{ wallet: 'receivable' }, '/wallet'],
    [{ expires_in: 0 }, '/expires_in'],
    [{ expires_in: 31_536_001 }, '/expires_in'],
    [{ expires_at: clockStart }, '/expires_at'],
    [{ expires_at: '2028-03-01T00:00:00Z' }, '/expires_at'],
    [{ expires_at: 'infinity' }, '/expires_at'],
    [{ expires_at: at(60), expires_in: 60 }, '/expires_at'],
    [{ description: '' }, '/description'],
    [{ description: 'x'.repeat(201) }, '/description'],
    [{ customer_id: null }, '/customer_id'],
  ])('of %j is refused by name', async (args, pointer) => {
    const customer = await addBurner(world, business, '10');
    expect(await tryHold(business, customer, '1', args)).toMatchObject({
      ok: false,
      failure: { hint: 'invalid_request', detail: { errors: [{ pointer }] } },
    });
  });

  test('of credits where there never were any is refused with what there is: nothing', async () => {
    const customer = await world.addCustomer(business);
    expect(await tryHold(business, customer, '1', { wallet: 'credits' })).toMatchObject({
      ok: false,
      failure: { sqlstate: 'PT402', hint: 'insufficient_credits', detail: { credits: '0', required: '1' } },
    });
  });

  test('of nobody, and of an archived customer, is refused', async () => {
    expect(hintOf(await tryHold(business, { id: randomUUID() }, '1'))).toBe('customer_not_found');
    const customer = await world.addCustomer(business);
    await business.owner.run(updateCustomer, { customer_id: customer.id, status: 'archived' });
    expect(hintOf(await tryHold(business, customer, '1'))).toBe('customer_archived');
  });
});

describe('what is held', () => {
  test('is spent by no purchase, no hourly debit and no bill, which get the rest and not a millionth more', async () => {
    const product = await addProduct(business, { price: '40.01', stock: undefined });
    const customer = await world.addCustomer(business, { hourly_debit_amount: '40.01' });
    await hold(business, customer, '60');
    expect(hintOf(await trySell(business, customer, [line(product)], { use_balance: true }))).toBe(
      'credit_limit_exceeded',
    );
    await world.setClock(business.id, at(3600));
    await debitByHand(business.owner);
    expect((await logsOf(business, customer.id)).at(-1)).toMatchObject({ status: 'failed' });
    await use(business, customer, '40.01', { occurred_at: clockStart });
    await billByHand(business.owner);
    expect(await entriesOf(customer)).toEqual(['opening_balance 100.00 100.00']);
    await business.owner.run(updateCustomer, { customer_id: customer.id, hourly_debit_amount: '40' });
    await world.setClock(business.id, at(7200));
    await debitByHand(business.owner);
    expect(await figuresOf(business, customer)).toMatchObject({
      balance: '60.00',
      held: '60.00',
      available: '0.00',
    });
  });

  test('of credits is burned by no session: it ends with what is held still there', async () => {
    const customer = await addBurner(world, business, '100');
    await hold(business, customer, '90', { wallet: 'credits' });
    const { session } = await start(business, customer);
    expect(session.runs_out_at).toBe('2026-03-01T09:31:00+00:00');
    await world.setClock(business.id, at(3600));
    expect(await statusOf(business, customer)).toMatchObject({
      credits: '90',
      credits_held: '90',
      can_start: false,
      session: null,
      last_session: { end_reason: 'ran_out', credits_used: '10', ended_at: '2026-03-01T09:31:00+00:00' },
    });
    expect(await tryStart(business, customer)).toMatchObject({
      ok: false,
      failure: { hint: 'insufficient_credits', detail: { credits: '0', required: '1' } },
    });
  });

  test('shortens a session that runs, and lengthens it again where it is given back or expires on the way', async () => {
    const customer = await addBurner(world, business, '100');
    await start(business, customer);
    const runsOut = async () => (await statusOf(business, customer)).session?.runs_out_at;
    expect(await runsOut()).toBe('2026-03-01T09:40:00+00:00');
    const held = await hold(business, customer, '40', { wallet: 'credits', expires_in: 600 });
    expect(await runsOut()).toBe('2026-03-01T09:36:00+00:00');
    await release(business, held);
    expect(await runsOut()).toBe('2026-03-01T09:40:00+00:00');
    await hold(business, customer, '40', { wallet: 'credits', expires_in: 300 });
    // It is given back a minute before the rest would be used.
    expect(await runsOut()).toBe('2026-03-01T09:40:00+00:00');
    await world.setClock(business.id, at(450));
    expect(await statusOf(business, customer)).toMatchObject({ credits: '25', credits_held: '0' });
    const { session } = await stop(business, customer);
    expect(session).toMatchObject({ credits_used: '75', end_reason: 'stopped' });
  });

  test('keeps what was promised to each of several, also where a limit is lowered or a payment turns out never to have come', async () => {
    const customer = await world.addCustomer(business, { balance: '0', overdraft_limit: '50' });
    const money = await pay(business, customer, '50');
    const holds = [
      await hold(business, customer, '25'),
      await hold(business, customer, '25'),
      await hold(business, customer, '50'),
    ];
    await business.owner.run(updateCustomer, { customer_id: customer.id, overdraft_limit: '0' });
    await reverse(business, money);
    const taken: string[] = [];
    for (const held of holds) taken.push((await capture(business, held)).entry.balance_after);
    expect(taken).toEqual(['-25.00', '-50.00', '-100.00']);
  });

  test('keeps what was promised, also where a limit is lowered after it', async () => {
    const customer = await world.addCustomer(business, { balance: '0', overdraft_limit: '50' });
    const held = await hold(business, customer, '50');
    await business.owner.run(updateCustomer, { customer_id: customer.id, overdraft_limit: '0' });
    expect(await figuresOf(business, customer)).toMatchObject({ available: '-50.00' });
    expect(await capture(business, held)).toMatchObject({
      entry: { amount: '-50.00', balance_after: '-50.00' },
    });
  });
});
