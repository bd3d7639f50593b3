import { getProfile } from '@/lib/operations/account';
import { getOverview } from '@/lib/operations/overview';
import { getSessionAnalytics } from '@/lib/operations/sessions';
import { getStatement } from '@/lib/operations/statements';
import { getBalance } from '@/lib/operations/wallets';
import { giveLogin, type Login } from '../helpers/portal-people';
import {
  addBurner,
  at,
  bookedOf,
  clockStart,
  give,
  letAMinutePass,
  post,
  readSession,
  sessionsOf,
  settleBySchedule,
  start,
  statusOf,
  stop,
} from '../helpers/sessions';
import { World, type Business } from '../helpers/world';

/** Two businesses with one history: in one the job runs each minute, in the other not once in the hour. */

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Twin {
  business: Business;
  customers: { id: string; name: string }[];
  login: Login;
}

const credits = ['100', '30', '1000', '45.5', '0.5', '60'];

async function makeTwin(): Promise<Twin> {
  const business = await world.makeSandbox(clockStart);
  const customers: Twin['customers'] = [];
  for (const [index, amount] of credits.entries())
    customers.push(await addBurner(world, business, amount, { name: `Customer ${index}` }));
  const [first = { id: '' }] = customers;
  return { business, customers, login: await giveLogin(world, business, first) };
}

/** What happens in the hour, by the minute. */
const history: Record<number, (twin: Twin, of: (index: number) => { id: string }) => Promise<unknown>> = {
  0: async ({ business, login }, of) => {
    await start(business, of(0), {}, login.caller);
    await start(business, of(1), { credits_per_minute: '0.4' });
    await start(business, of(2), { credits_per_minute: '7.5', description: 'A long one' });
    await start(business, of(3), { credits_per_minute: '60' });
  },
  3: ({ business }, of) => give(business, of(0), '50'),
  12: async ({ business, login }, of) => {
    await stop(business, of(0), {}, login.caller);
    await start(business, of(0), { credits_per_minute: '0.5' });
  },
  20: ({ business }, of) => post(world, business, of(2), '-500.25', 'adjustment'),
  31: ({ business }, of) => start(business, of(5), { credits_per_minute: '59.999999' }),
  40: ({ business }, of) => stop(business, of(2)),
  // In the middle of a minute that the job has not come to.
  50: ({ business }, of) =>
    business.owner.call('update_customer', { customer_id: of(1).id, status: 'archived' }),
};

async function passTheHour(twin: Twin, settlesEachMinute: boolean): Promise<void> {
  for (let minute = 0; minute <= 60; minute += 1) {
    await world.setClock(twin.business.id, at(minute * 60 + 0.000_5));
    await history[minute]?.(twin, (index) => twin.customers[index] ?? { id: '' });
    if (settlesEachMinute) await settleBySchedule(world, 2, twin.business);
  }
}

/** The answers of every read, with the ids of this world taken out. */
async function lookAt({ business, customers, login }: Twin): Promise<unknown> {
  const sessions = await sessionsOf(business);
  const known = new Map([
    [business.id, 'business'],
    [business.ownerId, 'owner'],
    ...customers.map(({ id }, index): [string, string] => [id, `customer-${index}`]),
    ...sessions.map(({ id }, index): [string, string] => [id, `session-${index}`]),
  ]);
  const answers = {
    sessions,
    ended: await sessionsOf(business, { status: 'ended' }),
    ranOut: await sessionsOf(business, { end_reason: 'ran_out' }),
    active: await sessionsOf(business, { status: 'active' }),
    analytics: await business.owner.run(getSessionAnalytics),
    profile: (await login.caller.run(getProfile)).customers.map(
      ({ session, sessions: own, credits: left }) => ({
        session,
        own,
        left,
      }),
    ),
    running: await business.owner
      .run(getOverview)
      .then((it) => [it.running_sessions, it.session_credits_per_minute]),
    views: await business.owner.rows(
      `select c.customer_name, trim_scale(c.credits)::text as credits, l.status, trim_scale(l.credits_used)::text as used,
         l.ended_at, l.end_reason
       from public.credit_balances as c left join public.live_sessions as l using (business_id, customer_id)
       where c.business_id = $1 order by c.customer_name, l.session_id`,
      [business.id],
    ),
    customers: await Promise.all(
      customers.map(async (customer) => {
        const balance = await business.owner.run(getBalance, { customer_id: customer.id });
        return [await statusOf(business, customer), balance.credits, balance.session];
      }),
    ),
  };
  return JSON.parse(
    JSON.stringify(answers).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => known.get(id) ?? 'other'),
  ) as unknown;
}

test('the runner off for an hour: every read answers as where it ran each minute, and afterwards the ledgers come to the same', async () => {
  const [punctual, late] = [await makeTwin(), await makeTwin()];
  await passTheHour(punctual, true);
  await passTheHour(late, false);
  expect(await lookAt(late)).toEqual(await lookAt(punctual));
  await settleBySchedule(world);
  expect(await lookAt(late)).toEqual(await lookAt(punctual));
  for (const { business } of [punctual, late]) {
    expect(await world.discrepancies(business.id)).toEqual([]);
  }
  const sums = async ({ business, customers }: Twin) =>
    Promise.all(
      customers.map(async (customer) => {
        const { balance, sum, burned } = await bookedOf(world, business, customer);
        return { balance, sum, burned };
      }),
    );
  expect(await sums(late)).toEqual(await sums(punctual));
  const usedOf = async ({ business }: Twin) => {
    const sessions = await sessionsOf(business);
    return Promise.all(
      sessions.map(async ({ id, credits_used: used, end_reason: reason }) => {
        const { entries } = await readSession(business, id, { page_size: 200 });
        const posted = entries.data.reduce((total, { amount }) => total - BigInt(amount), 0n);
        // The newest is dated to the moment of the last credit, however many were posted with it.
        return [used, reason, posted, entries.data[0]?.occurred_at ?? null];
      }),
    );
  };
  expect(await usedOf(late)).toEqual(await usedOf(punctual));
  // And it was an hour of many ends.
  const reasons = (await sessionsOf(late.business)).map(({ end_reason: reason }) => reason);
  expect(reasons.sort()).toEqual(
    ['customer_archived', 'ran_out', 'ran_out', 'stopped', 'stopped', null].sort(),
  );
}, 60_000);

test('what a scheduler executes settles every business that is due, in steps that are committed, and notes that it did', async () => {
  const twins = [await makeTwin(), await makeTwin()];
  for (const { business, customers } of twins) {
    await start(business, customers[0] ?? { id: '' });
    await world.setClock(business.id, at(60));
  }
  await letAMinutePass(world);
  const { rows } = await world.admin.query<{ command: string }>(
    `select private.job_command('settle_sessions', 'runner') as command`,
  );
  await world.admin.query(rows[0]?.command ?? '');
  for (const { business, customers } of twins)
    expect(await bookedOf(world, business, customers[0] ?? { id: '' })).toMatchObject({ burned: '10' });
  const { rows: jobs } = await world.admin.query(
    `select last_scheduler, last_done_at is not null as is_done from private.jobs where name = 'settle_sessions'`,
  );
  expect(jobs).toEqual([{ last_scheduler: 'runner', is_done: true }]);
});

test('the statement of a month that is past has what was burned in it, though the job has not run since', async () => {
  const business = await world.makeSandbox('2026-02-28T23:50:00Z');
  const customer = await addBurner(world, business, '1000');
  await start(business, customer);
  await world.setClock(business.id, '2026-03-01T00:30:05Z');
  const closing = async (month: string) => {
    const { wallets } = await business.owner.run(getStatement, { customer_id: customer.id, month });
    const credits = wallets.find(({ kind }) => kind === 'credits');
    return [credits?.opening_balance, credits?.closing_balance];
  };
  // A credit that is burned at midnight itself is of the new month.
  expect(await closing('2026-02')).toEqual(['0', '901']);
  expect(await closing('2026-03')).toEqual(['901', '600']);
  await settleBySchedule(world, 500, business);
  expect(await closing('2026-02')).toEqual(['0', '901']);
});
