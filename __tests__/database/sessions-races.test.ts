/** Two or fifty at the same moment. Locks are held and watched; nothing waits a while. */
import { randomUUID } from 'node:crypto';
import { updateCustomer } from '@/lib/operations/customers';
import { hintOf, tallyOf, times } from '../helpers/portal-people';
import { allWaitFor, secondWaits, secondWaitsForNobody, type Call } from '../helpers/races';
import {
  addBurner,
  at,
  bookedOf,
  clockStart,
  give,
  letAMinutePass,
  sessionsOf,
  start,
  statusOf,
  stepOfSettling,
  stop,
} from '../helpers/sessions';
import type { Outcome } from '../helpers/sql-callers';
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

const ofCustomer = (customer: { id: string }, more = {}) => ({ customer_id: customer.id, ...more });
const startCall = (customer: { id: string }): Call => ['start_session', ofCustomer(customer)];
const stopCall = (customer: { id: string }): Call => ['stop_session', ofCustomer(customer)];
const giveCall = (customer: { id: string }, credits = '5'): Call => [
  'add_credits',
  ofCustomer(customer, { credits }),
];

/** A customer of the sandbox whose session has run for so long. */
async function runningFor(seconds: number, credits: string) {
  await world.setClock(sandbox.id, clockStart);
  const customer = await addBurner(world, sandbox, credits);
  await start(sandbox, customer);
  await world.setClock(sandbox.id, at(seconds));
  await letAMinutePass(world, sandbox);
  return customer;
}

async function job(): Promise<Outcome> {
  return { ok: true, body: await stepOfSettling(world), replayed: false };
}

/** Each comes to wait for the credits wallet, one after the other, and all come through. */
async function meetInOrder(customer: { id: string }, calls: (() => Promise<Outcome>)[]): Promise<void> {
  const hold = `select from public.wallets where customer_id = $1 and kind = 'credits' for update`;
  const outcomes = await allWaitFor(world.admin, (client) => client.query(hold, [customer.id]), calls);
  expect(outcomes.map(hintOf)).toEqual(calls.map(() => 'done'));
}

test('50 clients race to start a session for one customer: one wins, 49 get 409 with the session that runs', async () => {
  const customer = await addBurner(world, business, '1000');
  const outcomes = await Promise.all(times(50, () => business.owner.attempt(...startCall(customer))));
  expect(tallyOf(outcomes)).toEqual({ done: 1, session_already_active: 49 });
  const [session] = await sessionsOf(business, ofCustomer(customer));
  for (const outcome of outcomes)
    if (!outcome.ok)
      expect(outcome.failure).toMatchObject({
        sqlstate: 'PT409',
        detail: { customer_id: customer.id, session: { id: session?.id, status: 'active' } },
      });
  expect(await sessionsOf(business, ofCustomer(customer))).toHaveLength(1);
});

test('50 at once with one Idempotency-Key start one session, and all get its answer', async () => {
  const customer = await addBurner(world, business, '1000');
  const caller = business.owner.keyed(randomUUID());
  const outcomes = await Promise.all(times(50, () => caller.attempt(...startCall(customer))));
  const answers = outcomes.map((outcome) => (outcome.ok ? outcome : null));
  expect(answers.filter((answer) => answer?.replayed === false)).toHaveLength(1);
  expect(new Set(answers.map((answer) => JSON.stringify(answer?.body))).size).toBe(1);
});

test('20 stops at once: one stops it, 19 are told the same end', async () => {
  const customer = await addBurner(world, business, '10000000');
  await start(business, customer, { credits_per_minute: '60000' });
  const stops = await Promise.all(times(20, () => stop(business, customer)));
  expect(stops.filter(({ stopped }) => stopped)).toHaveLength(1);
  const ends = stops.map(({ session }) => `${session.ended_at} ${session.credits_used}`);
  expect(new Set(ends).size).toBe(1);
  const booked = await bookedOf(world, business, customer);
  expect(stops[0]?.session.credits_used).toBe(booked.burned);
});

test('a start that waits for a stop starts the next session', async () => {
  const customer = await addBurner(world, business, '1000');
  await start(business, customer);
  const { second } = await secondWaits(world.admin, business.owner, stopCall(customer), startCall(customer));
  expect(hintOf(second)).toBe('done');
  expect((await sessionsOf(business, ofCustomer(customer))).map(({ status }) => status)).toEqual([
    'ended',
    'active',
  ]);
});

test('a stop that waits for credits uses no more for them, and the credits stay', async () => {
  const customer = await addBurner(world, business, '100');
  await start(business, customer, { credits_per_minute: '0.01' });
  const { second } = await secondWaits(world.admin, business.owner, giveCall(customer), stopCall(customer));
  expect(second).toMatchObject({ ok: true, body: { stopped: true, credits: '105' } });
  const { second: late } = await secondWaits(
    world.admin,
    business.owner,
    stopCall(customer),
    giveCall(customer),
  );
  expect(late).toMatchObject({ ok: true, body: { session: null, credits: '110' } });
});

describe('at the moment the credits run out', () => {
  test('credits that come a microsecond before make the session last; at that moment, or after it, they come too late', async () => {
    for (const [moment, ends] of [
      ['2026-03-01T09:30:05.999999Z', null],
      ['2026-03-01T09:30:06.000000Z', '2026-03-01T09:30:06+00:00'],
      ['2026-03-01T09:30:06.000001Z', '2026-03-01T09:30:06+00:00'],
    ] as const) {
      await world.setClock(sandbox.id, clockStart);
      const customer = await addBurner(world, sandbox, '1');
      await start(sandbox, customer);
      await world.setClock(sandbox.id, moment);
      const { session, credits } = await give(sandbox, customer, '1');
      const [last] = await sessionsOf(sandbox, ofCustomer(customer));
      expect([last?.ended_at, session === null, credits]).toEqual([
        ends,
        ends !== null,
        ends === null ? '2' : '1',
      ]);
    }
  });

  test.each(['credits first', 'the job first'])(
    'credits and the job meet, %s: it has ended, and neither posts it twice',
    async (first) => {
      const customer = await runningFor(60, '10');
      const gives = () => sandbox.owner.attempt(...giveCall(customer));
      await meetInOrder(customer, first === 'credits first' ? [gives, job] : [job, gives]);
      expect(await bookedOf(world, sandbox, customer)).toMatchObject({ balance: '5', burned: '10' });
      expect(await sessionsOf(sandbox, ofCustomer(customer))).toMatchObject([
        { end_reason: 'ran_out', credits_used: '10', ended_at: '2026-03-01T09:31:00+00:00' },
      ]);
    },
  );
});

test.each(['the stop first', 'the job first'])(
  'a stop and the job meet, %s: the credits are posted once',
  async (first) => {
    const customer = await runningFor(60, '100');
    const stops = () => sandbox.owner.attempt(...stopCall(customer));
    await meetInOrder(customer, first === 'the stop first' ? [stops, job] : [job, stops]);
    expect(await bookedOf(world, sandbox, customer)).toMatchObject({ balance: '90', entries: 1 });
    expect(await sessionsOf(sandbox, ofCustomer(customer))).toMatchObject([
      { end_reason: 'stopped', credits_used: '10', ended_at: '2026-03-01T09:31:00+00:00' },
    ]);
  },
);

test.each(['start first', 'archive first'])(
  'a start and archiving meet, %s: no archived customer has a running session',
  async (first) => {
    const customer = await addBurner(world, business, '100');
    const archive: Call = [updateCustomer.name, ofCustomer(customer, { status: 'archived' })];
    const calls: [Call, Call] =
      first === 'start first' ? [startCall(customer), archive] : [archive, startCall(customer)];
    const { second } = await secondWaits(world.admin, business.owner, ...calls);
    expect(hintOf(second)).toBe(first === 'start first' ? 'done' : 'customer_archived');
    expect(await statusOf(business, customer)).toMatchObject({ session: null, can_start: false });
    expect((await sessionsOf(business, ofCustomer(customer))).map(({ end_reason }) => end_reason)).toEqual(
      first === 'start first' ? ['customer_archived'] : [],
    );
  },
);

test('two jobs at once, of different sizes, post nothing twice and do not lock each other out', async () => {
  await world.setClock(sandbox.id, clockStart);
  const customers = await Promise.all(times(40, () => addBurner(world, sandbox, '20')));
  for (const customer of customers) await start(sandbox, customer);
  for (let minute = 1; minute <= 3; minute += 1) {
    await world.setClock(sandbox.id, at(minute * 60));
    await letAMinutePass(world, sandbox);
    await Promise.all(
      times(8, async (n) => {
        while (await stepOfSettling(world, [3, 7, 500, 11][n % 4]));
      }),
    );
  }
  for (const customer of customers) {
    const booked = await bookedOf(world, sandbox, customer);
    expect(booked).toEqual({ balance: '0', sum: '0', burned: '20', entries: 2 });
  }
});

test('a session is in the way of no other customer', async () => {
  const [one, other] = [await addBurner(world, business, '10'), await addBurner(world, business, '10')];
  const { second } = await secondWaitsForNobody(business.owner, startCall(one), startCall(other));
  expect(second).toMatchObject({ session: { customer_id: other.id } });
  await secondWaitsForNobody(business.owner, stopCall(one), giveCall(other));
});
