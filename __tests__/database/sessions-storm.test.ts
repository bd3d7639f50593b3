import { randomInt } from 'node:crypto';
import { deleteCustomer, updateCustomer } from '@/lib/operations/customers';
import { billBySchedule, usageOf } from '../helpers/billing';
import { debitByHand, debitBySchedule } from '../helpers/debits';
import { times } from '../helpers/portal-people';
import { addProduct, line, purchaseOf } from '../helpers/sales';
import {
  addBurner,
  at,
  bookedOf,
  clockStart,
  give,
  post,
  sessionsOf,
  settleBySchedule,
  start,
} from '../helpers/sessions';
import type { Arguments, Outcome } from '../helpers/sql-callers';
import { backendOf, inTransaction, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

/** Sessions among everything else that moves wallets, at the same time. */

const seconds = Number(process.env['STORM_SECONDS'] ?? 3);

let world: World;
let business: Business;

beforeEach(async () => {
  world = await World.open();
  await world.admin.query(`alter database "${world.database.name}" set deadlock_timeout = '10ms'`);
  business = await world.makeSandbox(clockStart);
});
afterEach(() => world.close());

const expected = [
  'session_already_active',
  'session_not_found',
  'insufficient_credits',
  'insufficient_funds',
  'credit_limit_exceeded',
  'customer_archived',
];

/** Sessions that another one of the same customer was running in. */
async function overlaps(of = business): Promise<unknown[]> {
  const { rows } = await world.admin.query(
    `select a.id, b.id from public.sessions as a join public.sessions as b using (business_id, customer_id)
     where a.business_id = $1 and a.id < b.id and b.started_at < coalesce(a.ended_at, 'infinity')`,
    [of.id],
  );
  return rows;
}

test(
  `starts, stops, credits, holds, three jobs, debits, billing, purchases and archiving at once for ${seconds} s: no deadlock, no overlap, and the books agree`,
  async () => {
    const customers = await world.addManyCustomers(business, 16, '0.50');
    const product = await addProduct(business, { price: '0.75', stock: undefined });
    for (const id of customers) await give(business, { id }, '20');
    const unexpected: string[] = [];
    const tally = new Map<string, number>();
    const end = Date.now() + seconds * 1000;
    const one = () => ({ id: customers[randomInt(customers.length)] ?? '' });

    async function keep(name: string, args: () => Arguments): Promise<void> {
      while (Date.now() < end) {
        const outcome = await business.owner.attempt(name, args());
        const code = outcome.ok ? name : (outcome.failure.hint ?? outcome.failure.sqlstate);
        tally.set(code, (tally.get(code) ?? 0) + 1);
        if (!outcome.ok && !expected.includes(code))
          unexpected.push(`${name}: ${code} ${outcome.failure.message}`);
      }
    }
    async function keepDoing(work: () => Promise<unknown>): Promise<void> {
      while (Date.now() < end)
        await work().catch((error: { hint?: string; message: string }) => {
          if (!expected.includes(error.hint ?? '')) unexpected.push(error.message);
        });
    }
    let moments = 0;
    const of = () => ({ business_id: business.id, customer_id: one().id });

    await Promise.all([
      keepDoing(() => world.setClock(business.id, at((moments += 1) * 7.3))),
      ...times(3, (n) => keepDoing(() => settleBySchedule(world, [2, 5, 500][n]))),
      keepDoing(() => debitBySchedule(world, 6)),
      keepDoing(() => debitByHand(business.owner)),
      keepDoing(() => billBySchedule(world, 30, 4)),
      ...times(3, () => keep('start_session', () => ({ ...of(), credits_per_minute: `${randomInt(60)}.5` }))),
      ...times(2, () => keep('stop_session', of)),
      ...times(2, () => keep('add_credits', () => ({ ...of(), credits: '3' }))),
      keepDoing(() => post(world, business, one(), '-1.5', 'adjustment')),
      keepDoing(() => post(world, business, one(), '1', 'refund')),
      keep('record_usage', () => usageOf(business, one(), '0.01')),
      keep('process_purchase', () => purchaseOf(business, one(), [line(product)], { use_balance: true })),
      keep(updateCustomer.name, () => ({ ...of(), status: ['archived', 'active'][randomInt(2)] })),
      keep('get_session_status', of),
      keepDoing(async () => {
        const customer = await addBurner(world, business, '5');
        await start(business, customer);
        await business.owner.run(deleteCustomer, { customer_id: customer.id });
      }),
    ]);
    expect(unexpected).toEqual([]);
    for (const happened of [
      'start_session',
      'stop_session',
      'add_credits',
      'update_customer',
      'customer_archived',
    ])
      expect([happened, tally.get(happened) ?? 0]).not.toEqual([happened, 0]);
    expect(await overlaps()).toEqual([]);
    for (let pass = 0; pass < 2; pass += 1) await settleBySchedule(world);
    expect(await world.discrepancies(business.id)).toEqual([]);
    const reasons = new Set((await sessionsOf(business)).map(({ end_reason: reason }) => reason));
    for (const reason of ['stopped', 'ran_out', 'customer_archived']) expect([...reasons]).toContain(reason);
  },
  30_000 + seconds * 2_000,
);

test('on the real clock, with credits that last for milliseconds: starts, stops, credits and two jobs meet every end, and no credit is lost or burned twice', async () => {
  const real = await world.makeBusiness();
  const customers = await Promise.all(times(4, () => addBurner(world, real, '1')));
  const unexpected: string[] = [];
  const end = Date.now() + seconds * 700;
  const given = new Map(customers.map(({ id }) => [id, 1]));
  const keep = async (work: (id: string) => Promise<Outcome>) => {
    while (Date.now() < end) {
      const outcome = await work(customers[randomInt(customers.length)]?.id ?? '');
      const code = outcome.ok ? '' : (outcome.failure.hint ?? outcome.failure.message);
      if (code !== '' && !expected.includes(code)) unexpected.push(code);
    }
  };
  const call = (name: string, args: Arguments) => real.owner.attempt(name, args);
  await Promise.all([
    ...times(4, () =>
      keep((id) => call('start_session', { customer_id: id, credits_per_minute: '59999.5' })),
    ),
    keep((id) => call('stop_session', { customer_id: id })),
    ...times(2, () =>
      keep(async (id) => {
        const outcome = await call('add_credits', { customer_id: id, credits: '15' });
        if (outcome.ok) given.set(id, (given.get(id) ?? 0) + 15);
        return outcome;
      }),
    ),
    ...times(2, () =>
      keep(async () => {
        await settleBySchedule(world, 3, real);
        return { ok: true, body: null, replayed: false };
      }),
    ),
  ]);
  expect(unexpected).toEqual([]);
  for (const { id } of customers) await call('stop_session', { customer_id: id });
  expect(await world.discrepancies(real.id)).toEqual([]);
  expect(await overlaps(real)).toEqual([]);
  for (const { id } of customers) {
    const { balance, burned } = await bookedOf(world, real, { id });
    const sessions = await sessionsOf(real, { customer_id: id });
    const used = sessions.reduce((sum, { credits_used: credits }) => sum + BigInt(credits), 0n);
    expect([BigInt(burned), BigInt(balance) + used]).toEqual([used, BigInt(given.get(id) ?? 0)]);
  }
}, 60_000);

test('archiving waits for a test clock on its way, which takes credits before money as hours pass', async () => {
  const people = await Promise.all(
    times(2, () => addBurner(world, business, '100', { hourly_debit_amount: '1' })),
  );
  const [first = { id: '' }, last = { id: '' }] = people.toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  for (const customer of people) await start(business, customer);
  // Due before the first hour: the clock settles the sessions, and wants the money wallets after.
  await world.setClock(business.id, at(60));
  const archiving: Promise<unknown>[] = [];
  let advancing: Promise<unknown> = Promise.resolve();
  await inTransaction(world.admin, async (client) => {
    await client.query(`select from public.wallets where customer_id = $1 and kind = 'prepaid' for update`, [
      first.id,
    ]);
    advancing = world.admin.query('select private.advance_clock($1, $2)', [business.id, at(7200)]);
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
    archiving.push(business.owner.run(updateCustomer, { customer_id: last.id, status: 'archived' }));
    const { rows } = await world.admin.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like '%advance_clock%' and wait_event_type = 'Lock'`,
    );
    await untilSomebodyWaitsFor(world.admin, rows[0]?.pid ?? 0);
  });
  await advancing;
  await Promise.all(archiving);
  const [session] = await sessionsOf(business, { customer_id: last.id });
  expect(session).toMatchObject({ end_reason: 'ran_out', credits_used: '100' });
  expect(await world.discrepancies(business.id)).toEqual([]);
});

test('a test clock that runs while the job and the customers do waits for them and they for it', async () => {
  const customers = await Promise.all(
    times(8, () => addBurner(world, business, '10', { hourly_debit_amount: '1' })),
  );
  const unexpected: unknown[] = [];
  let isOver = false;
  const one = () => customers[randomInt(customers.length)] ?? { id: '' };
  const keep = async (work: () => Promise<unknown>) => {
    while (!isOver)
      await work().catch((error: { hint?: string; failure?: { hint: string | null } }) => {
        if (!expected.includes(error.hint ?? error.failure?.hint ?? '')) unexpected.push(String(error));
      });
  };
  const clock = async () => {
    for (let hours = 1; hours < 13; hours += 1)
      await world.admin
        .query('select private.advance_clock($1, $2)', [business.id, at(hours * 3600)])
        .catch((error: { message: string; detail?: string; where?: string }) => {
          // Who waited for whom is in neither the message nor the stack.
          throw new Error([error.message, error.detail, error.where].join('\n'), { cause: error });
        });
  };
  await Promise.all([
    clock().finally(() => (isOver = true)),
    ...times(2, (n) => keep(() => settleBySchedule(world, n + 2))),
    ...times(3, () => keep(() => start(business, one()))),
    keep(() => give(business, one(), '20')),
    keep(() => business.owner.call('stop_session', { customer_id: one().id })),
    keep(() =>
      business.owner.call('update_customer', {
        customer_id: one().id,
        status: ['archived', 'active'][randomInt(2)],
      }),
    ),
  ]);
  expect(unexpected).toEqual([]);
  expect(await overlaps()).toEqual([]);
  expect(await world.discrepancies(business.id)).toEqual([]);
}, 60_000);
