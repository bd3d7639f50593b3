import * as fc from 'fast-check';
import { createBusiness, getBusiness } from '@/lib/operations/business';
import { createHold } from '@/lib/operations/holds';
import { getOverdue } from '@/lib/operations/overdue';
import { advanceClock } from '@/lib/operations/sandbox';
import { use as consume } from '../helpers/billing';
import { addBuyer, addProduct, line, sell } from '../helpers/sales';
import { addBurner, sessionsOf, start } from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

const start0 = '2026-03-01T09:30:00Z';
let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeSandbox(start0);
});
afterEach(async () => {
  expect(await world.discrepancies(business.id)).toEqual([]);
});
afterAll(() => world.close());

const seconds = (until: string) => (Date.parse(until) - Date.parse(start0)) / 1000;
const after = (count: number) => new Date(Date.parse(start0) + count * 1000).toISOString();

/** Things that go on by themselves: hours, usage that waits for money, sessions that run dry, an order. */
async function furnish(target: Business): Promise<void> {
  const args = { business_id: target.id };
  await world.addCustomer(target, { ...args, balance: '1000', hourly_debit_amount: '1' });
  await world.addCustomer(target, { ...args, balance: '7.5', hourly_debit_amount: '0.75' });
  const user = await world.addCustomer(target, { ...args, balance: '20', hourly_debit_amount: '2' });
  await consume(target, user, '9');
  await consume(target, user, '900', { service: 'more' });
  const burner = await addBurner(world, target, '1234');
  await start(target, burner, { credits_per_minute: '1.3' });
  const rich = await addBurner(world, target, '60000');
  await start(target, rich, { credits_per_minute: '1' });
  // What its end frees pays for usage before the next hour would take it.
  const holder = await world.addCustomer(target, { ...args, balance: '12', hourly_debit_amount: '1' });
  const hold = { ...args, customer_id: holder.id, amount: '8', expires_in: 5_000 };
  await target.owner.run(createHold, hold);
  await consume(target, holder, '9', { service: 'held' });
  const buyer = await addBuyer(world, target, args);
  const product = await addProduct(target, { price: '30' });
  await sell(target, buyer, [line(product)]);
}

/** All that a business has come to, but when it was written and where the ledger of a session is cut. */
async function stateOf(target: Business): Promise<unknown> {
  const { rows } = await world.admin.query<{ state: unknown }>(
    `select json_build_object(
       'clock', (select b.test_clock_at from public.businesses as b where b.id = $1),
       'wallets', (
         select json_agg(json_build_array(c.name, w.kind, w.balance, w.debited_through, w.debit_attempts) order by c.created_at, c.id, w.kind)
         from public.wallets as w join public.customers as c on c.business_id = w.business_id and c.id = w.customer_id
         where w.business_id = $1),
       'entries', (
         select json_agg(json_build_array(w.kind, e.kind, e.amount, e.balance_after, e.description, e.occurred_at) order by e.occurred_at, c.id, w.kind, e.version)
         from public.ledger_entries as e
         join public.wallets as w on w.business_id = e.business_id and w.id = e.wallet_id
         join public.customers as c on c.business_id = w.business_id and c.id = w.customer_id
         where e.business_id = $1 and e.kind <> 'session'),
       'days', (
         select json_agg(json_build_array(d.day, d.amount) order by d.day) from (
           select (e.occurred_at at time zone 'UTC')::date as day, sum(e.amount) as amount
           from public.ledger_entries as e where e.business_id = $1 and e.kind = 'session' group by 1) as d),
       'runs', (
         select json_agg(json_build_array(r.trigger, r.period_start, r.status, r.succeeded, r.failed, r.total_debited) order by r.period_start)
         from public.debit_runs as r where r.business_id = $1),
       'sessions', (
         select json_agg(json_build_array(s.credits_per_minute, s.credits_used, s.started_at, s.ended_at, s.end_reason) order by s.credits_per_minute)
         from public.sessions as s where s.business_id = $1),
       'charges', (
         select json_agg(json_build_array(c.service, c.amount, c.charged_at) order by c.service, c.id)
         from public.usage_charges as c where c.business_id = $1)
     ) as state`,
    [target.id],
  );
  return rows[0]?.state;
}

const advance = (target: Business, args: Record<string, unknown>) =>
  target.owner.run(advanceClock, { business_id: target.id, ...args });

async function advanceTo(target: Business, until: string) {
  let move = await advance(target, { until });
  while (!move.reached) move = await advance(target, { until });
  return move;
}

describe('the test clock', () => {
  test('of a new sandbox stands at the second it was made, and a business has none', async () => {
    const { caller } = await world.signUp();
    const sandbox = await caller.run(createBusiness, { name: 'Trial', is_sandbox: true });
    expect(Date.now() - Date.parse(sandbox.test_clock_at ?? '')).toBeLessThan(60_000);
    expect(sandbox.test_clock_at).toMatch(/:\d\d\+00:00$/);
    const again = await caller.run(getBusiness, { business_id: sandbox.id });
    expect(again.test_clock_at).toBe(sandbox.test_clock_at);
    const real = await caller.run(createBusiness, { name: 'Real' });
    expect([real.is_sandbox, real.test_clock_at]).toEqual([false, null]);
  });

  test('is moved to a moment, or on by seconds, hours or days', async () => {
    const stands = async (args: Record<string, unknown>) => (await advance(business, args)).test_clock_at;
    expect(await stands({ seconds: 90 })).toBe('2026-03-01T09:31:30+00:00');
    expect(await stands({ hours: 2 })).toBe('2026-03-01T11:31:30+00:00');
    expect(await stands({ days: 1 })).toBe('2026-03-02T11:31:30+00:00');
    expect(await stands({ until: '2026-03-02T12:00:00.000001Z' })).toBe('2026-03-02T12:00:00.000001+00:00');
  });

  test('says what happened on the way, and the pages show it', async () => {
    await furnish(business);
    const move = await advanceTo(business, '2026-04-01T09:30:00Z');
    expect(move).toMatchObject({
      from: '2026-03-01T09:30:00+00:00',
      test_clock_at: '2026-04-01T09:30:00+00:00',
      reached: true,
      hours: 744,
      // 744 of the first, 10 of the second, 5 of the third who had paid 9 for usage before, 3 of the fourth.
      debits_succeeded: 762,
      debits_failed: 734 + 739 + 741,
      total_debited: '764.50',
      charges: 2,
      total_billed: '18.00',
      sessions_ended: 1,
      holds_expired: 1,
      orders_overdue: 1,
    });
    expect((await business.owner.run(getOverdue)).totals.overdue_orders).toBe(1);
    const [session] = await sessionsOf(business, { status: 'ended' });
    // 1234 credits at 1.3 a minute.
    expect(seconds(session?.ended_at ?? '')).toBeCloseTo((1234 / 1.3) * 60, 2);
    expect(move.currency).toBe('USD');
  });

  test('30 days in one move come to the same as in any steps', async () => {
    await furnish(business);
    const whole = 30 * 24 * 3600;
    await advanceTo(business, after(whole));
    const expected = await stateOf(business);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: whole }), { maxLength: 12 }), async (stops) => {
        const other = await world.makeSandbox(start0);
        await furnish(other);
        for (const stop of [...stops.sort((one, two) => one - two), whole])
          await advanceTo(other, after(stop));
        expect(await stateOf(other)).toEqual(expected);
        expect(await world.discrepancies(other.id)).toEqual([]);
      }),
      { numRuns: Number(process.env['MODEL_RUNS'] ?? 2) },
    );
  }, 120_000);

  test('a move that is cut off after any piece of work goes on with the rest, and says it as one', async () => {
    await furnish(business);
    await advanceTo(business, after(86_400));
    const other = await world.makeSandbox(start0);
    await furnish(other);
    const until = after(86_400);
    let steps = 0;
    // No time at all: each step stops after the first thing it did.
    for (let reached = false; !reached; steps += 1) {
      const { rows } = await world.admin.query<{ reached: boolean }>(
        `select private.step_clock($1, $2, '0') as reached`,
        [other.id, until],
      );
      reached = rows[0]?.reached ?? false;
    }
    expect(steps).toBeGreaterThan(24);
    await advanceTo(other, until);
    expect(await stateOf(other)).toEqual(await stateOf(business));
  });

  test('moves that are asked for at once are made one after the other', async () => {
    await furnish(business);
    await Promise.all([1, 2, 3].map(() => advance(business, { hours: 1 })));
    const { test_clock_at } = await business.owner.run(getBusiness);
    expect(test_clock_at).toBe('2026-03-01T12:30:00+00:00');
  });

  test('a move that is sent again with its key is not made twice', async () => {
    const keyed = business.owner.keyed('one-hour');
    const first = await keyed.run(advanceClock, { hours: 1 });
    expect(await keyed.run(advanceClock, { hours: 1 })).toEqual(first);
    expect(await keyed.refusal(advanceClock, { hours: 2 })).toMatchObject({ hint: 'idempotency_key_reused' });
    expect((await business.owner.run(getBusiness)).test_clock_at).toBe('2026-03-01T10:30:00+00:00');
  });

  test('is never moved back, too far, or by two measures at once', async () => {
    for (const [args, pointer] of [
      [{ until: '2026-03-01T09:29:59Z' }, '/until'],
      [{ until: '2027-03-03T09:30:00Z' }, '/until'],
      [{}, '/until'],
      [{ hours: 1, days: 1 }, '/until'],
      [{ seconds: 0 }, '/seconds'],
      [{ hours: 8785 }, '/hours'],
      [{ days: -1 }, '/days'],
    ] as const) {
      const { hint, detail } = await business.owner.refusal(advanceClock, args);
      expect([hint, detail['errors']]).toEqual(['invalid_request', [expect.objectContaining({ pointer })]]);
    }
  });

  test('is for sandboxes alone', async () => {
    const real = await world.makeBusiness();
    expect(await real.owner.refusal(advanceClock, { hours: 1 })).toMatchObject({
      sqlstate: 'PT409',
      hint: 'not_a_sandbox',
    });
    const viewer = await world.addMember(business, 'member');
    expect(await viewer.caller.refusal(advanceClock, { hours: 1 })).toMatchObject({
      hint: 'permission_denied',
    });
  });
});
