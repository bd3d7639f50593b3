/** What a session burns, when it ends, and what it takes to start one. */
import { updateBusiness } from '@/lib/operations/business';
import { startSession } from '@/lib/operations/sessions';
import {
  addBurner,
  advanceClock,
  at,
  bookedOf,
  clockStart,
  give,
  post,
  readSession,
  sessionsOf,
  settleBySchedule,
  start,
  statusOf,
  stop,
  tryStart,
} from '../helpers/sessions';
import { microsOf } from '../helpers/session-times';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox(clockStart);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

test('a session burns a credit every 6 seconds from its start, and says when the credits run out', async () => {
  const customer = await addBurner(world, business, '100');
  const { session, ...moment } = await start(business, customer, { description: 'Support call' });
  expect(moment).toMatchObject({ credits: '100', credits_per_minute: '10', clock_stands_still: true });
  expect(session).toMatchObject({
    customer_id: customer.id,
    customer_name: customer.name,
    status: 'active',
    credits_per_minute: '10',
    description: 'Support call',
    started_at: '2026-03-01T09:30:00+00:00',
    ended_at: null,
    end_reason: null,
    seconds: 0,
    credits_used: '0',
    runs_out_at: '2026-03-01T09:40:00+00:00',
    started_by: `user:${business.ownerId}`,
    ended_by: null,
  });
  for (const [seconds, used] of [
    [5.999, '0'],
    [6, '1'],
    [59, '9'],
    [599.999, '99'],
  ] as const) {
    await world.setClock(business.id, at(seconds));
    expect((await statusOf(business, customer)).session).toMatchObject({ credits_used: used });
  }
});

test('it ends at the moment the credits ran out, whenever that is noticed, and by nobody', async () => {
  const customer = await addBurner(world, business, '100');
  const { session } = await start(business, customer);
  await world.setClock(business.id, at(3 * 86_400));
  const status = await statusOf(business, customer);
  expect(status).toMatchObject({ session: null, can_start: false, credits: '0' });
  expect(status.last_session).toMatchObject({
    id: session.id,
    ended_at: '2026-03-01T09:40:00+00:00',
    end_reason: 'ran_out',
    seconds: 600,
    credits_used: '100',
    ended_by: null,
    runs_out_at: null,
  });
  expect(await bookedOf(world, business, customer)).toMatchObject({ balance: '100', entries: 0 });
  await settleBySchedule(world);
  expect(await statusOf(business, customer)).toMatchObject({ last_session: status.last_session });
  expect(await bookedOf(world, business, customer)).toMatchObject({ balance: '0', entries: 1 });
  const { entries } = await readSession(business, session.id);
  expect(entries.data).toMatchObject([{ amount: '-100', occurred_at: '2026-03-01T09:40:00+00:00' }]);
});

test('a start after one that ran out unnoticed settles it first, and needs a credit of its own', async () => {
  const customer = await addBurner(world, business, '10');
  await start(business, customer);
  await world.setClock(business.id, at(60));
  expect(await tryStart(business, customer)).toMatchObject({
    failure: { sqlstate: 'PT402', hint: 'insufficient_credits', detail: { credits: '0', required: '1' } },
  });
  await give(business, customer, '0.999999');
  expect(await tryStart(business, customer)).toMatchObject({
    failure: { detail: { customer_id: customer.id, credits: '0.999999', required: '1' } },
  });
  await give(business, customer, '0.000001');
  expect(await start(business, customer)).toMatchObject({
    session: { runs_out_at: expect.any(String) as string },
  });
  expect(await sessionsOf(business)).toMatchObject([{ end_reason: 'ran_out' }, { status: 'active' }]);
});

test('credits that come make it last, a spend shortens it, and one that leaves less than a credit ends it now', async () => {
  const customer = await addBurner(world, business, '10');
  const { session } = await start(business, customer);
  await world.setClock(business.id, at(30));
  expect(await give(business, customer, '10.5')).toMatchObject({
    credits: '15.5',
    session: { id: session.id, runs_out_at: '2026-03-01T09:32:00+00:00', credits_used: '5' },
  });
  await post(world, business, customer, '-10', 'adjustment');
  expect((await statusOf(business, customer)).session).toMatchObject({
    runs_out_at: '2026-03-01T09:31:00+00:00',
  });
  await world.setClock(business.id, at(32));
  await post(world, business, customer, '-5', 'adjustment');
  expect((await statusOf(business, customer)).last_session).toMatchObject({
    ended_at: '2026-03-01T09:30:32+00:00',
    end_reason: 'ran_out',
    credits_used: '5',
  });
  // It stays so when credits come back.
  await post(world, business, customer, '5', 'refund');
  expect(await statusOf(business, customer)).toMatchObject({
    session: null,
    credits: '5.5',
    can_start: true,
  });
});

test('a spend that is more than is there right now is refused, though the cached balance would bear it', async () => {
  const customer = await addBurner(world, business, '10');
  await start(business, customer);
  await world.setClock(business.id, at(30));
  await expect(post(world, business, customer, '-6', 'adjustment')).rejects.toMatchObject({
    hint: 'insufficient_funds',
  });
  await post(world, business, customer, '-5', 'adjustment');
});

test('the rate is fixed at the start: the business changes its own for the sessions that come', async () => {
  const [one, other] = [await addBurner(world, business, '100'), await addBurner(world, business, '100')];
  await start(business, one);
  await business.owner.run(updateBusiness, { session_credits_per_minute: '60' });
  await start(business, other);
  await world.setClock(business.id, at(10));
  expect(await statusOf(business, one)).toMatchObject({ credits: '99', credits_per_minute: '10' });
  expect(await statusOf(business, other)).toMatchObject({ credits: '90', credits_per_minute: '60' });
});

test('a session of rate 0 burns nothing, never runs out, and leaves nothing in the ledger', async () => {
  const customer = await addBurner(world, business, '1');
  await start(business, customer, { credits_per_minute: '0' });
  await advanceClock(world, business, at(90_000));
  expect((await statusOf(business, customer)).session).toMatchObject({
    runs_out_at: null,
    credits_used: '0',
  });
  expect((await stop(business, customer)).session).toMatchObject({ seconds: 90_000, credits_used: '0' });
  expect(await bookedOf(world, business, customer)).toMatchObject({ balance: '1', entries: 0 });
});

test.each([
  [{}, '/customer_id'],
  [{ credits_per_minute: '-1' }, '/credits_per_minute'],
  [{ credits_per_minute: '60000.000001' }, '/credits_per_minute'],
  [{ credits_per_minute: '0.0000001' }, '/credits_per_minute'],
  [{ credits_per_minute: 'NaN' }, '/credits_per_minute'],
  [{ credits_per_minute: 'Infinity' }, '/credits_per_minute'],
  [{ description: '' }, '/description'],
  [{ description: ' \n' }, '/description'],
  [{ description: 'x'.repeat(201) }, '/description'],
  [{ description: 'a\u0007b' }, '/description'],
])('a start with %j is refused by its field', async (args, pointer) => {
  const customer = await addBurner(world, business, '10');
  const named = pointer === '/customer_id' ? {} : { customer_id: customer.id };
  expect(await business.owner.refusal(startSession, { ...named, ...args })).toMatchObject({
    sqlstate: 'PT422',
    detail: { errors: [{ pointer }] },
  });
});

test('the greatest rate burns a thousand credits a second, to the microsecond', async () => {
  const customer = await addBurner(world, business, '1');
  await start(business, customer, { credits_per_minute: '60000', description: '  x ' });
  const [session] = await sessionsOf(business);
  expect(session).toMatchObject({ description: 'x', runs_out_at: '2026-03-01T09:30:00.001+00:00' });
  await world.setClock(business.id, '2026-03-01T09:30:00.000999Z');
  expect((await statusOf(business, customer)).session).toMatchObject({ credits_used: '0' });
  await world.setClock(business.id, '2026-03-01T09:30:00.001Z');
  expect(await statusOf(business, customer)).toMatchObject({ session: null, credits: '0' });
});

test('on the real clock it begins now, and is read at this instant', async () => {
  const real = await world.makeBusiness();
  const customer = await addBurner(world, real, '1000000');
  const { session, as_of } = await start(real, customer, { credits_per_minute: '60000' });
  expect(microsOf(as_of)).toBeGreaterThanOrEqual(microsOf(session.started_at));
  const status = await statusOf(real, customer);
  const elapsed = microsOf(status.as_of) - microsOf(session.started_at);
  expect(status).toMatchObject({
    clock_stands_still: false,
    session: { credits_used: String(elapsed / 1000n) },
  });
  const stopped = await stop(real, customer);
  const lasted = microsOf(stopped.session.ended_at ?? '') - microsOf(session.started_at);
  expect(stopped.session.credits_used).toBe(String(lasted / 1000n));
  expect(await world.discrepancies(real.id)).toEqual([]);
});
