/** Starting, stopping, credits and links under an Idempotency-Key. */
import { randomUUID } from 'node:crypto';
import { addCredits } from '@/lib/operations/credits';
import { inviteCustomer } from '@/lib/operations/portal';
import { startSession, stopSession } from '@/lib/operations/sessions';
import { giveLogin, linkFor, type Login } from '../helpers/portal-people';
import {
  addBurner,
  at,
  bookedOf,
  clockStart,
  give,
  sessionsOf,
  start,
  statusOf,
  stop,
} from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };
let login: Login;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
  customer = await addBurner(world, business, '100');
  login = await giveLogin(world, business, customer);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const reused = { ok: false, failure: { sqlstate: 'PT409', hint: 'idempotency_key_reused' } };

test('a start that is sent again gets the first answer, though the session has ended and another runs', async () => {
  const caller = business.owner.keyed(randomUUID());
  const args = { customer_id: customer.id, credits_per_minute: '10', description: 'x' };
  const first = await caller.attempt(startSession.name, args);
  await world.setClock(business.id, at(60));
  await stop(business, customer);
  await start(business, customer);
  expect(await caller.attempt(startSession.name, { ...args, credits_per_minute: '10.0' })).toEqual({
    ...first,
    replayed: true,
  });
  for (const other of [{ credits_per_minute: '11' }, { description: 'y' }, { credits_per_minute: null }])
    expect(await caller.attempt(startSession.name, { ...args, ...other })).toMatchObject(reused);
  expect(await caller.attempt(stopSession.name, { customer_id: customer.id })).toMatchObject(reused);
  expect(await sessionsOf(business)).toHaveLength(2);
});

test('a stop that is sent again stops no session that was started since', async () => {
  await start(business, customer);
  await world.setClock(business.id, at(60));
  const caller = business.owner.keyed(randomUUID());
  const first = await caller.attempt(stopSession.name, { customer_id: customer.id });
  expect(first).toMatchObject({ ok: true, replayed: false, body: { stopped: true } });
  const { session } = await start(business, customer);
  expect(await caller.attempt(stopSession.name, { customer_id: customer.id })).toEqual({
    ...first,
    replayed: true,
  });
  expect((await statusOf(business, customer)).session).toMatchObject({ id: session.id });
});

test('credits that are sent again come once; with other numbers under the key, not at all', async () => {
  const caller = business.owner.keyed(randomUUID());
  const args = { customer_id: customer.id, credits: '5' };
  const first = await caller.attempt(addCredits.name, args);
  for (const same of [args, { ...args, credits: '5.000' }, { ...args, source: 'bought' }])
    expect(await caller.attempt(addCredits.name, same)).toEqual({ ...first, replayed: true });
  for (const other of [{ credits: '6' }, { source: 'given' }, { description: 'x' }])
    expect(await caller.attempt(addCredits.name, { ...args, ...other })).toMatchObject(reused);
  expect(await bookedOf(world, business, customer)).toMatchObject({ balance: '105' });
});

test('a link that is sent for again is the same link, which is shown once, and withdraws none', async () => {
  const other = await addBurner(world, business);
  const caller = business.owner.keyed(randomUUID());
  const first = await caller.run(inviteCustomer, { customer_id: other.id });
  expect(first.token).toMatch(/^inv_/);
  const again = await caller.attempt(inviteCustomer.name, { customer_id: other.id });
  expect(again).toEqual({ ok: true, replayed: true, body: { ...first, token: null } });
  const user = await world.signUp({ invitation: first.token ?? '' });
  expect(await user.caller.call('get_me')).toMatchObject({ customers: [{ customer_id: other.id }] });
  // After it was used, and after a newer one, too.
  expect(await caller.attempt(inviteCustomer.name, { customer_id: other.id })).toMatchObject({
    replayed: true,
  });
  const { rows } = await world.admin.query(
    `select from private.idempotency_keys where response::text like '%inv\\_%'`,
  );
  expect(rows).toEqual([]);
});

test('the keys of a customer are a space of their own, as are those of each other customer', async () => {
  const key = randomUUID();
  const other = await addBurner(world, business, '100');
  const neighbour = await giveLogin(world, business, other);
  const outcomes = [
    await business.owner.keyed(key).attempt(addCredits.name, { customer_id: customer.id, credits: '1' }),
    await login.caller.keyed(key).attempt(startSession.name),
    await neighbour.caller.keyed(key).attempt(startSession.name),
  ];
  expect(outcomes).toMatchObject(outcomes.map(() => ({ ok: true, replayed: false })));
  expect(await login.caller.keyed(key).attempt(startSession.name)).toEqual({
    ...outcomes[1],
    replayed: true,
  });
  // Naming oneself is the same request.
  expect(
    await login.caller
      .keyed(key)
      .attempt(startSession.name, { customer_id: customer.id, business_id: business.id }),
  ).toEqual({ ...outcomes[1], replayed: true });
  expect(await login.caller.keyed(key).attempt(stopSession.name)).toMatchObject(reused);
});

test('a request that was refused is not remembered: with credits it is carried out', async () => {
  const poor = await addBurner(world, business, '0.5');
  const caller = business.owner.keyed(randomUUID());
  const args = { customer_id: poor.id };
  expect(await caller.attempt(startSession.name, args)).toMatchObject({
    failure: { hint: 'insufficient_credits' },
  });
  await give(business, poor, '1');
  expect(await caller.attempt(startSession.name, args)).toMatchObject({ ok: true, replayed: false });
});

test.each(['', 'a b', 'ä', 'x'.repeat(256)])(
  'the key %j of a customer is refused, as of everybody',
  async (key) => {
    for (const caller of [login.caller, business.owner])
      expect(await caller.keyed(key).attempt(startSession.name, { customer_id: customer.id })).toMatchObject({
        failure: { sqlstate: 'PT422', hint: 'invalid_idempotency_key' },
      });
    await linkFor(business, await addBurner(world, business));
  },
);
