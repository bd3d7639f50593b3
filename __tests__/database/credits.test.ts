/** Credits that are bought or given, and the one figure of what a customer has of them. */
import { randomUUID } from 'node:crypto';
import { addCredits } from '@/lib/operations/credits';
import { updateCustomer } from '@/lib/operations/customers';
import { getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import { times } from '../helpers/portal-people';
import { addBurner, at, bookedOf, clockStart, give, post, start, statusOf } from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
  customer = await addBurner(world, business);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

test('the first credits make the wallet; each is an entry that says where it came from', async () => {
  expect(await give(business, customer, '100')).toMatchObject({
    customer_id: customer.id,
    credits: '100',
    session: null,
    entry: { amount: '100', balance_after: '100', unit: 'credit', wallet_kind: 'credits', version: 1 },
  });
  await give(business, customer, '2.5', { source: 'bought', description: 'Invoice 7' });
  await give(business, customer, '0.000001', { source: 'given', description: 'For the trouble' });
  const { data } = await business.owner.run(listLedgerEntries, {
    customer_id: customer.id,
    wallet: 'credits',
  });
  expect(
    data.map(({ amount, kind, counter_account: account, description }) => [
      amount,
      kind,
      account,
      description,
    ]),
  ).toEqual([
    ['0.000001', 'grant', 'credits:granted', 'For the trouble'],
    ['2.5', 'top_up', 'credits:sold', 'Invoice 7'],
    ['100', 'top_up', 'credits:sold', null],
  ]);
  expect(data[0]).toMatchObject({
    actor: `user:${business.ownerId}`,
    occurred_at: '2026-03-01T09:30:00+00:00',
    balance_after: '102.500001',
  });
});

test('50 at once of a customer who had none make one wallet, and all of them count', async () => {
  const outcomes = await Promise.all(
    times(50, (n) =>
      business.owner.attempt(addCredits.name, { customer_id: customer.id, credits: String(n + 1) }),
    ),
  );
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(await bookedOf(world, business, customer)).toMatchObject({ balance: '1275', sum: '1275' });
});

test('the balance of a customer is what is there right now: less what a session burned and what is held', async () => {
  await give(business, customer, '100');
  await start(business, customer);
  await post(world, business, customer, '-20', 'adjustment');
  await world.setClock(business.id, at(120));
  const {
    credits,
    session,
    wallets,
    as_of: asOf,
  } = await business.owner.run(getBalance, { customer_id: customer.id });
  expect({ credits, session, asOf }).toMatchObject({
    credits: '60',
    session: { credits_per_minute: '10', credits_used: '20', runs_out_at: '2026-03-01T09:38:00+00:00' },
    asOf: '2026-03-01T09:32:00+00:00',
  });
  expect(wallets.find(({ kind }) => kind === 'credits')).toMatchObject({ balance: '60', unit: 'credit' });
  // It is the figure that is enforced.
  await expect(post(world, business, customer, '-60.000001', 'adjustment')).rejects.toMatchObject({
    hint: 'insufficient_funds',
  });
  await post(world, business, customer, '-60', 'adjustment');
  expect(await statusOf(business, customer)).toMatchObject({
    credits: '0',
    session: null,
    last_session: { end_reason: 'ran_out' },
  });
});

test('the entry of credits comes after what the session had burned by then', async () => {
  await give(business, customer, '100');
  await start(business, customer);
  await world.setClock(business.id, at(62));
  const { entry } = await give(business, customer, '10');
  const { data } = await business.owner.run(listLedgerEntries, {
    customer_id: customer.id,
    wallet: 'credits',
  });
  expect(
    data.map(({ amount, balance_after: after, occurred_at: moment }) => [amount, after, moment]),
  ).toEqual([
    ['10', '100', '2026-03-01T09:31:02+00:00'],
    ['-10', '90', '2026-03-01T09:31:00+00:00'],
    ['100', '100', '2026-03-01T09:30:00+00:00'],
  ]);
  expect(entry.version).toBe(3);
});

test.each([
  [{ credits: '0' }, '/credits'],
  [{ credits: '-5' }, '/credits'],
  [{ credits: '0.0000001' }, '/credits'],
  [{ credits: '1e15' }, '/credits'],
  [{ credits: 'NaN' }, '/credits'],
  [{}, '/credits'],
  [{ credits: '1', source: 'stolen' }, '/source'],
  [{ credits: '1', description: 'x'.repeat(501) }, '/description'],
])('credits of %j are refused by the field, and leave nothing', async (args, pointer) => {
  expect(await business.owner.refusal(addCredits, { customer_id: customer.id, ...args })).toMatchObject({
    sqlstate: 'PT422',
    detail: { errors: [{ pointer }] },
  });
  expect(await statusOf(business, customer)).toMatchObject({ credits: '0' });
});

test('credits for an archived customer, or one that is not there, are refused', async () => {
  const other = await world.makeBusiness();
  await business.owner.run(updateCustomer, { customer_id: customer.id, status: 'archived' });
  for (const [owner, id, hint] of [
    [business.owner, customer.id, 'customer_archived'],
    [business.owner, randomUUID(), 'customer_not_found'],
    [other.owner, customer.id, 'customer_not_found'],
  ] as const)
    expect(await owner.refusal(addCredits, { customer_id: id, credits: '1' })).toMatchObject({ hint });
});

test('who has no credits wallet has 0 credits, no session, and cannot start one', async () => {
  expect(await statusOf(business, customer)).toMatchObject({
    credits: '0',
    can_start: false,
    session: null,
    last_session: null,
  });
  const { credits, session, wallets } = await business.owner.run(getBalance, { customer_id: customer.id });
  expect({ credits, session, kinds: wallets.map(({ kind }) => kind) }).toEqual({
    credits: '0',
    session: null,
    kinds: ['prepaid'],
  });
  expect(await business.owner.refusal('start_session', { customer_id: customer.id })).toMatchObject({
    sqlstate: 'PT402',
    detail: { credits: '0', required: '1' },
  });
});

test('the view of credits tells a key that may see the wallets the same, whether or not it may see sessions', async () => {
  await give(business, customer, '100');
  await start(business, customer);
  await world.setClock(business.id, at(60));
  for (const scopes of [['wallets:read'], ['customers:read'], ['orders:read']] as const) {
    const { caller } = await world.addKey(business, [...scopes]);
    const rows = await caller.rows('select trim_scale(credits)::text as credits from public.credit_balances');
    expect(rows).toEqual([{ credits: '90' }]);
  }
});
