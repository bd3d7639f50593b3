/** Many at the same moment: what is held is held once, taken once, and spent by nothing else. Nothing waits a while. */
import { randomUUID } from 'node:crypto';
import { updateCustomer } from '@/lib/operations/customers';
import { addCredit } from '@/lib/operations/wallets';
import { billByHand, use } from '../helpers/billing';
import { debitByHand } from '../helpers/debits';
import {
  capture,
  figuresOf,
  hold,
  holdsOf,
  readHold,
  tryCapture,
  tryHold,
  tryRelease,
  writeDownExpired,
} from '../helpers/holds';
import { hintOf, tallyOf, times } from '../helpers/portal-people';
import { secondWaits, secondWaitsForNobody, type Call } from '../helpers/races';
import { addProduct, line, trySell } from '../helpers/sales';
import { addBurner, at, clockStart, start, stop, tryStart } from '../helpers/sessions';
import type { Outcome } from '../helpers/sql-callers';
import { backendOf, inTransaction, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
/** One on the real clock, one on a test clock. */
let business: Business;
let sandbox: Business;

beforeAll(async () => {
  world = await World.open();
  await world.admin.query(`alter database "${world.database.name}" set deadlock_timeout = '10ms'`);
  business = await world.makeBusiness();
  sandbox = await world.makeSandbox(clockStart);
});
afterAll(() => world.close());
afterEach(async () => {
  for (const { id } of [business, sandbox]) expect(await world.discrepancies(id)).toEqual([]);
});

test('50 holds at once never set aside more than is there', async () => {
  const customer = await addBurner(world, business, '100');
  const outcomes = await Promise.all([
    ...times(50, () => tryHold(business, customer, '3')),
    ...times(50, () => tryHold(business, customer, '7', { wallet: 'credits' })),
  ]);
  expect(tallyOf(outcomes.slice(0, 50))).toEqual({ done: 33, insufficient_funds: 17 });
  expect(tallyOf(outcomes.slice(50))).toEqual({ done: 14, insufficient_credits: 36 });
  expect(await figuresOf(business, customer)).toMatchObject({
    balance: '100.00',
    held: '99.00',
    available: '1.00',
    credits: '100',
    credits_held: '98',
  });
});

test('50 at once with one Idempotency-Key make one hold, and all get its answer', async () => {
  const customer = await world.addCustomer(business);
  const caller = business.owner.keyed(randomUUID());
  const outcomes = await Promise.all(times(50, () => tryHold(business, customer, '3', {}, caller)));
  expect(new Set(outcomes.map((outcome) => (outcome.ok ? JSON.stringify(outcome.body) : ''))).size).toBe(1);
  expect(await figuresOf(business, customer)).toMatchObject({ held: '3.00' });
});

test('captures of the whole and releases at once: one ends it, and it is taken once or not at all', async () => {
  for (let round = 0; round < 10; round += 1) {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '40');
    const outcomes = await Promise.all(
      times(12, (n) => (n % 2 === 0 ? tryCapture(business, held) : tryRelease(business, held))),
    );
    const { status, captured } = await readHold(business, held);
    const tally = tallyOf(outcomes.filter((_, n) => n % 2 === 0));
    expect(tally).toEqual(status === 'captured' ? { done: 1, hold_not_active: 5 } : { hold_not_active: 6 });
    expect(await figuresOf(business, customer)).toMatchObject({
      balance: status === 'captured' ? '60.00' : '100.00',
      held: '0.00',
    });
    expect(captured).toBe(status === 'captured' ? '40.00' : '0.00');
  }
});

test('40 parts taken at once of a hold of 25 come to 25', async () => {
  const customer = await world.addCustomer(business);
  const held = await hold(business, customer, '25');
  const outcomes = await Promise.all(
    times(40, () => tryCapture(business, held, { amount: '1', keep_rest: true })),
  );
  expect(tallyOf(outcomes)).toEqual({ done: 25, hold_not_active: 15 });
  const { status, captures } = await readHold(business, held);
  expect([status, captures.length]).toEqual(['captured', 25]);
  expect(await figuresOf(business, customer)).toMatchObject({ balance: '75.00', held: '0.00' });
});

describe('where the time is up while somebody waits', () => {
  /** A call that waits for the wallet while the clock of the sandbox passes the end of the hold. */
  async function overtaken(call: () => Promise<Outcome>, customer: { id: string }): Promise<Outcome> {
    const waiting = await inTransaction(world.admin, async (client) => {
      await client.query('select from public.wallets where customer_id = $1 for update', [customer.id]);
      const outcome = call();
      await untilSomebodyWaitsFor(world.admin, await backendOf(client));
      await world.setClock(sandbox.id, at(60));
      return [outcome];
    });
    return waiting[0] as Promise<Outcome>;
  }

  beforeEach(() => world.setClock(sandbox.id, at(59.999)));

  test('a capture comes too late, and takes nothing', async () => {
    const customer = await world.addCustomer(sandbox);
    const held = await hold(sandbox, customer, '100', { expires_at: at(60) });
    expect(await overtaken(() => tryCapture(sandbox, held), customer)).toMatchObject({
      ok: false,
      failure: { hint: 'hold_not_active', detail: { hold: { status: 'expired' } } },
    });
    expect(await figuresOf(sandbox, customer)).toMatchObject({ balance: '100.00', held: '0.00' });
  });

  test('another hold gets what came free', async () => {
    const customer = await world.addCustomer(sandbox);
    await hold(sandbox, customer, '100', { expires_at: at(60) });
    expect(hintOf(await overtaken(() => tryHold(sandbox, customer, '100'), customer))).toBe('done');
    expect(await figuresOf(sandbox, customer)).toMatchObject({ held: '100.00', available: '0.00' });
  });

  test('a release says that it has expired', async () => {
    const customer = await world.addCustomer(sandbox);
    const held = await hold(sandbox, customer, '100', { expires_at: at(60) });
    expect(await overtaken(() => tryRelease(sandbox, held), customer)).toMatchObject({
      ok: true,
      body: { status: 'expired', ended_at: '2026-03-01T09:31:00+00:00' },
    });
  });
});

test('at its very end, captures, releases, holds, purchases and the job at once spend nothing twice', async () => {
  const product = await addProduct(business, { price: '10', stock: undefined });
  for (let round = 0; round < 8; round += 1) {
    const customer = await world.addCustomer(business);
    const held = await hold(business, customer, '60');
    await world.admin.query(
      `update public.holds set expires_at = clock_timestamp() + interval '25 milliseconds' where id = $1`,
      [held.id],
    );
    const outcomes = await Promise.all([
      ...times(6, (n) => tryCapture(business, held, { amount: '7', keep_rest: n < 4 })),
      ...times(3, () => tryRelease(business, held)),
      ...times(6, () => tryHold(business, customer, '30')),
      ...times(6, () => trySell(business, customer, [line(product)], { use_balance: true })),
      writeDownExpired(world, 2).then((): Outcome => ({ ok: true, body: null, replayed: false })),
    ]);
    const hints = Object.keys(tallyOf(outcomes)).sort();
    expect(['credit_limit_exceeded', 'done', 'hold_not_active', 'insufficient_funds']).toEqual(
      expect.arrayContaining(hints),
    );
    const { balance, held: still, available } = await figuresOf(business, customer);
    expect(Number(balance)).toBeGreaterThanOrEqual(Number(still));
    expect(Number(available)).toBeGreaterThanOrEqual(0);
  }
  await writeDownExpired(world);
});

test('purchases, hourly debits, bills, top-ups and other holds at once leave what is held, and it is captured whole', async () => {
  const shop = await world.makeBusiness();
  const product = await addProduct(shop, { price: '9', stock: undefined });
  const customers = await Promise.all(
    times(4, () => world.addCustomer(shop, { hourly_debit_amount: '11', overdraft_limit: '5' })),
  );
  for (const customer of customers) await use(shop, customer, '13');
  const held = await Promise.all(
    customers.map((customer) => hold(shop, customer, '40', { expires_in: 3600 })),
  );
  const everything = customers.flatMap((customer) => [
    ...times(8, () => trySell(shop, customer, [line(product)], { use_balance: true })),
    ...times(8, (n) => tryHold(shop, customer, String(3 + n), { expires_in: 3600 })),
    ...times(2, () => shop.owner.attempt(addCredit.name, { customer_id: customer.id, amount: '2' })),
  ]);
  const [outcomes] = await Promise.all([
    Promise.all(everything),
    ...times(3, () => debitByHand(shop.owner)),
    ...times(3, () => billByHand(shop.owner)),
  ]);
  expect(['credit_limit_exceeded', 'done', 'insufficient_funds']).toEqual(
    expect.arrayContaining(Object.keys(tallyOf(outcomes))),
  );
  for (const [index, customer] of customers.entries()) {
    const { balance, held: all, available } = await figuresOf(shop, customer);
    expect(Number(available)).toBeGreaterThanOrEqual(0);
    expect(Number(balance) + 5).toBeGreaterThanOrEqual(Number(all));
    const { entry } = await capture(shop, held[index] ?? { id: '' });
    expect(entry.amount).toBe('-40.00');
  }
  for (const customer of customers)
    for (const { id } of await holdsOf(shop, { customer_id: customer.id, status: 'active' }))
      expect(hintOf(await tryCapture(shop, { id }))).toBe('done');
  expect(await world.discrepancies(shop.id)).toEqual([]);
});

test('sessions that burn as fast as they can leave what is held of the credits', async () => {
  const customer = await addBurner(world, business, '500');
  const held = await hold(business, customer, '400', { wallet: 'credits' });
  const rate = { credits_per_minute: '60000' };
  await start(business, customer, rate);
  const outcomes = await Promise.all([
    ...times(8, () => tryHold(business, customer, '10', { wallet: 'credits' })),
    ...times(4, () => tryStart(business, customer, rate)),
    ...times(4, () => business.owner.attempt('stop_session', { customer_id: customer.id })),
    ...times(4, () => business.owner.attempt('add_credits', { customer_id: customer.id, credits: '10' })),
  ]);
  expect(['done', 'insufficient_credits', 'session_already_active']).toEqual(
    expect.arrayContaining(Object.keys(tallyOf(outcomes))),
  );
  const { entry } = await capture(business, held);
  expect(entry.amount).toBe('-400');
  await stop(business, customer);
  const { credits, credits_held } = await figuresOf(business, customer);
  expect(Number(credits)).toBeGreaterThanOrEqual(Number(credits_held));
});

test.each(['hold first', 'archive first'])(
  'a hold and archiving meet, %s: nothing is held of an archived customer',
  async (first) => {
    const customer = await world.addCustomer(business);
    const archive: Call = [updateCustomer.name, { customer_id: customer.id, status: 'archived' }];
    const holds: Call = ['create_hold', { customer_id: customer.id, amount: '5' }];
    const calls: [Call, Call] = first === 'hold first' ? [holds, archive] : [archive, holds];
    const { second } = await secondWaits(world.admin, business.owner, ...calls);
    expect(hintOf(second)).toBe(first === 'hold first' ? 'done' : 'customer_archived');
    expect((await holdsOf(business, { customer_id: customer.id })).map(({ status }) => status)).toEqual(
      first === 'hold first' ? ['released'] : [],
    );
  },
);

test('a hold is in the way of no other customer, nor of the other wallet', async () => {
  const [one, other] = [await addBurner(world, business, '10'), await addBurner(world, business, '10')];
  const call = (customer: { id: string }, wallet: string): Call => [
    'create_hold',
    { customer_id: customer.id, amount: '5', wallet },
  ];
  await secondWaitsForNobody(business.owner, call(one, 'prepaid'), call(other, 'prepaid'));
  await secondWaitsForNobody(business.owner, call(one, 'prepaid'), call(one, 'credits'));
});
