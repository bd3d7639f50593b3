/** Requirement F3: the balance of a customer as it stood at a moment that is past. */
import { updateCustomer } from '@/lib/operations/customers';
import { addCredit, getBalance } from '@/lib/operations/wallets';
import { billByHand } from '../helpers/billing';
import { capture, hold } from '../helpers/holds';
import { giveLogin } from '../helpers/portal-people';
import { addProduct, line, sell } from '../helpers/sales';
import { at, clockStart, give, start, stop } from '../helpers/sessions';
import type { Arguments } from '../helpers/sql-callers';
import { record } from '../helpers/usage';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
  customer = await world.addCustomer(business);
});
afterAll(() => world.close());

const given = (more: Arguments = {}): Arguments => ({
  business_id: business.id,
  customer_id: customer.id,
  ...more,
});
const balanceAt = (as_of?: string) => business.owner.run(getBalance, given({ as_of }));
const topUp = (amount: string) => business.owner.run(addCredit, given({ amount }));
const isAt = (seconds: number) => world.setClock(business.id, at(seconds));

test('a moment to come, a year that there is not, and a cursor beside it are refused by name', async () => {
  for (const [args, pointer] of [
    [{ as_of: at(0.001) }, '/as_of'],
    [{ as_of: '0001-01-01T00:00:00Z BC' }, '/as_of'],
    [{ as_of: 'infinity' }, '/as_of'],
    [{ as_of: clockStart, cursor: 'eyJ9' }, '/cursor'],
  ] as const)
    expect(await business.owner.refusal(getBalance, given(args))).toMatchObject({
      sqlstate: 'PT422',
      hint: 'invalid_request',
      detail: { errors: [{ pointer }] },
    });
});

test('before there was anything nothing is told, and from the moment of an entry on it counts', async () => {
  await isAt(60);
  await topUp('5.25');
  await isAt(3600);
  for (const [moment, balance, version] of [
    ['0001-01-01T00:00:00Z', '0.00', 0],
    [at(-0.001), '0.00', 0],
    [clockStart, '100.00', 1],
    [at(59.999), '100.00', 1],
    [at(60), '105.25', 2],
    [at(3600), '105.25', 2],
  ] as const)
    expect(await balanceAt(moment)).toMatchObject({ balance, wallets: [{ balance, version }] });
});

test('within a session the credits are those of that moment, whenever they were posted', async () => {
  await give(business, customer, '60');
  // One credit each six seconds.
  await start(business, customer, { credits_per_minute: '10' });
  const seen = [
    [0, '60', '0'],
    [5.999, '60', '0'],
    [6, '59', '1'],
    [90, '45', '15'],
  ] as const;
  await isAt(300);
  const expectSeen = async () => {
    for (const [seconds, credits, credits_used] of seen)
      expect(await balanceAt(at(seconds))).toMatchObject({ credits, session: { credits_used } });
  };
  await expectSeen();
  await stop(business, customer);
  await give(business, customer, '7');
  await expectSeen();
  expect(await balanceAt(at(299.999))).toMatchObject({ credits: '11', session: { credits_used: '49' } });
  expect(await balanceAt(at(300))).toMatchObject({ credits: '17', session: null });
});

test('a session that ran out has ended at the moment it did, though nobody has written it down', async () => {
  await give(business, customer, '2');
  await start(business, customer, { credits_per_minute: '10' });
  await isAt(600);
  expect(await balanceAt(at(11.999))).toMatchObject({ credits: '1', session: { credits_used: '1' } });
  expect(await balanceAt(at(12))).toMatchObject({ credits: '0', session: null });
  expect(await balanceAt(at(500))).toMatchObject({ credits: '0', session: null });
});

test('what was held is what holds had not captured, given back or let expire by then', async () => {
  const held = await hold(business, customer, '30', { expires_in: 100 });
  await isAt(10);
  await capture(business, held, { amount: '12', keep_rest: true });
  await isAt(200);
  for (const [seconds, figures] of [
    [0, ['100.00', '30.00', '70.00']],
    [10, ['88.00', '18.00', '70.00']],
    [99.999, ['88.00', '18.00', '70.00']],
    [100, ['88.00', '0.00', '88.00']],
  ] as const) {
    const { balance, held: wasHeld, can_spend } = await balanceAt(at(seconds));
    expect([seconds, [balance, wasHeld, can_spend]]).toEqual([seconds, figures]);
  }
});

test('limits are those of the time, the last of a moment where they changed twice in it', async () => {
  const limit = (credit_limit: string) => business.owner.run(updateCustomer, given({ credit_limit }));
  await limit('10');
  await limit('20');
  await isAt(60);
  await sell(business, customer, [line(await addProduct(business, { price: '15' }))]);
  await limit('30');
  await limit('16');
  await business.owner.run(updateCustomer, given({ postpaid: true }));
  await isAt(120);
  const told = async (seconds: number) => {
    const { owed, credit_limit, credit_left, can_spend, available } = await balanceAt(at(seconds));
    return [owed, credit_limit, credit_left, can_spend, available];
  };
  expect(await told(0)).toEqual(['0.00', '20.00', '20.00', '120.00', '100.00']);
  expect(await told(59.999)).toEqual(['0.00', '20.00', '20.00', '120.00', '100.00']);
  expect(await told(60)).toEqual(['15.00', '16.00', '1.00', null, null]);
});

test('usage counts from when it was used, also where it was sent later, until it was billed', async () => {
  await isAt(600);
  await record(business, customer, { units_consumed: '1000', occurred_at: at(60) });
  await isAt(700);
  await billByHand(business.owner, business.id);
  await isAt(800);
  for (const [seconds, unbilled_usage, balance] of [
    [59.999, '0.00', '100.00'],
    [60, '2.00', '100.00'],
    [699.999, '2.00', '100.00'],
    [700, '0.00', '98.00'],
  ] as const)
    expect(await balanceAt(at(seconds))).toMatchObject({ unbilled_usage, balance });
});

test('usage that was billed before it happened is billed, and nothing is billed twice for it', async () => {
  await record(business, customer, { units_consumed: '1000', occurred_at: at(240) });
  await billByHand(business.owner, business.id);
  await isAt(60);
  await record(business, customer, { units_consumed: '500' });
  await isAt(600);
  expect(await balanceAt(at(30))).toMatchObject({ unbilled_usage: '0.00', balance: '98.00' });
  expect(await balanceAt(at(60))).toMatchObject({ unbilled_usage: '1.00', balance: '98.00' });
  expect(await balanceAt(at(300))).toMatchObject({ unbilled_usage: '1.00', balance: '98.00' });
});

test('in real time too it is what was answered then', async () => {
  business = await world.makeBusiness();
  customer = await world.addCustomer(business);
  await give(business, customer, '60');
  await start(business, customer, { credits_per_minute: '60000' });
  await record(business, customer, { units_consumed: '1000' });
  const { session, balance, held, can_spend, unbilled_usage, credits, as_of } = await balanceAt();
  await topUp('5');
  await hold(business, customer, '1');
  await record(business, customer, { units_consumed: '500' });
  expect(await balanceAt(as_of)).toMatchObject({
    ...{ balance, held, can_spend, unbilled_usage, credits, as_of },
    session: session && { id: session.id, credits_used: session.credits_used },
  });
});

test('a viewer and the customer read it, and nobody of another business does', async () => {
  const login = await giveLogin(world, business, customer);
  const viewer = await world.addMember(business, 'viewer');
  const other = await world.makeBusiness();
  await isAt(60);
  await topUp('5');
  const asked = given({ as_of: clockStart });
  for (const { caller } of [viewer, login])
    expect(await caller.run(getBalance, asked)).toMatchObject({ balance: '100.00' });
  for (const caller of [other.owner, world.asNobody()])
    expect(await caller.refusal(getBalance, asked)).toMatchObject({
      sqlstate: expect.stringMatching(/^PT40[134]$/) as string,
    });
  const theirs = { customer_id: customer.id, as_of: clockStart };
  expect(await other.owner.refusal(getBalance, theirs)).toMatchObject({ hint: 'customer_not_found' });
});
