import {
  addBurner,
  at,
  bookedOf,
  clockStart,
  post,
  sessionsOf,
  settleBySchedule,
  start,
  statusOf,
} from '../helpers/sessions';
import { times } from '../helpers/portal-people';
import { World, type Business } from '../helpers/world';

/** A session that cannot be settled: a wallet that does not bear it, a bug, a row that is damaged. */

let world: World;
let business: Business;
let customers: { id: string }[];
let warnings: string[];

beforeAll(async () => {
  world = await World.open();
  // What the operator would read in the log of the server.
  world.admin.on('connect', (client) =>
    client.on('notice', ({ message }) => void warnings.push(message ?? '')),
  );
  await world.admin.query(`
    create schema test;
    create table test.poison (customer_id uuid, place text);
    create function test.break() returns trigger language plpgsql as $$
    begin
      if exists (select from test.poison as p where p.customer_id = new.customer_id and p.place = tg_table_name) then
        perform 1 / 0;
      end if;
      return new;
    end $$;
    create function test.break_entry() returns trigger language plpgsql as $$
    begin
      if exists (
        select from test.poison as p join public.wallets as w using (customer_id)
        where w.id = new.wallet_id and p.place = tg_table_name
      ) then
        raise 'this entry is damaged';
      end if;
      return new;
    end $$;
    create trigger aaa_break before update on public.sessions for each row execute function test.break();
    create trigger aaa_break before update of balance on public.wallets for each row execute function test.break();
    create trigger aaa_break before insert on public.ledger_entries for each row execute function test.break_entry()`);
});
beforeEach(async () => {
  warnings = [];
  business = await world.makeSandbox(clockStart);
  customers = await Promise.all(times(12, () => addBurner(world, business, '100')));
  for (const customer of customers) await start(business, customer);
  customers.sort((one, other) => (one.id < other.id ? -1 : 1));
});
afterEach(async () => {
  await world.admin.query('truncate test.poison');
  await settleBySchedule(world, 500, business);
  expect(await world.discrepancies(business.id)).toEqual([]);
  for (const customer of customers)
    expect((await bookedOf(world, business, customer)).burned).toBe(
      (await sessionsOf(business, { customer_id: customer.id }))[0]?.credits_used,
    );
});
afterAll(() => world.close());

async function poison(ids: readonly string[], place: string): Promise<void> {
  await world.admin.query('insert into test.poison select unnest($1::uuid[]), $2', [ids, place]);
}

/** What each customer has in the ledger. */
const burnedOf = () =>
  Promise.all(customers.map(async (customer) => (await bookedOf(world, business, customer)).burned));

describe.each(['wallets', 'ledger_entries', 'sessions'])('where %s raises an error', (place) => {
  test.each<[string, number, (index: number) => boolean]>([
    ['one in the middle', 500, (index) => index === 6],
    ['the first and the last', 500, (index) => index === 0 || index === 11],
    ['neighbours, in small steps', 5, (index) => index >= 3 && index < 6],
    ['all', 500, () => true],
  ])(
    '%s: everybody else is settled, and an operator is told of each',
    async (_which, chunkSize, isBroken) => {
      const broken = customers.filter((_customer, index) => isBroken(index)).map(({ id }) => id);
      await poison(broken, place);
      await world.setClock(business.id, at(60));
      await settleBySchedule(world, chunkSize, business);
      expect(await burnedOf()).toEqual(customers.map(({ id }) => (broken.includes(id) ? '0' : '10')));
      for (const id of broken)
        expect(
          warnings.filter((warning) => warning.includes(id) && warning.includes('could not be settled')),
        ).toHaveLength(1);
      expect(warnings).toHaveLength(broken.length);
      // And reads tell the truth of them as of all others.
      for (const customer of customers)
        expect(await statusOf(business, customer)).toMatchObject({ credits: '90' });
    },
  );
});

test('a wallet that was edited so that it cannot bear its session waits alone, and goes on when it is mended', async () => {
  const [first = { id: '' }] = customers;
  const minimum = (value: number) =>
    world.admin.query(
      `update public.wallets set minimum_balance = $2 where customer_id = $1 and kind = 'credits'`,
      [first.id, value],
    );
  await minimum(95);
  await world.setClock(business.id, at(60));
  await settleBySchedule(world, 3, business);
  expect(await burnedOf()).toEqual(['0', ...times(11, () => '10')]);
  expect(warnings).toEqual([expect.stringContaining('a wallet cannot bear what its session has burned')]);
  await minimum(0);
  await world.setClock(business.id, at(120));
  await settleBySchedule(world, 3, business);
  expect(await burnedOf()).toEqual(times(12, () => '20'));
});

test('a session that could not be settled in time ends at its moment when it can', async () => {
  const [first = { id: '' }] = customers;
  await poison([first.id], 'wallets');
  await world.setClock(business.id, at(3600));
  await settleBySchedule(world, 500, business);
  await expect(post(world, business, first, '1')).rejects.toThrow('division by zero');
  await world.admin.query('truncate test.poison');
  await post(world, business, first, '1');
  expect(await sessionsOf(business, { customer_id: first.id })).toMatchObject([
    { end_reason: 'ran_out', ended_at: '2026-03-01T09:40:00+00:00', credits_used: '100' },
  ]);
});

test('a business whose whole step raises an error is left alone for five minutes, and the others are settled', async () => {
  const other = await world.makeSandbox(clockStart);
  const customer = await addBurner(world, other, '100');
  await start(other, customer);
  for (const { id } of [business, other]) await world.setClock(id, at(60));
  await world.admin.query(`
    create function test.break_pass() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
    create trigger bbb_break before update of after_customer_id on private.session_schedules
      for each row when (new.business_id = '${business.id}') execute function test.break_pass()`);
  try {
    await settleBySchedule(world, 500);
    expect([await burnedOf(), (await bookedOf(world, other, customer)).burned]).toEqual([
      times(12, () => '0'),
      '10',
    ]);
    expect(warnings).toEqual([expect.stringContaining(business.id)]);
    const { rows } = await world.admin.query(
      `select next_run_at - now() between interval '4 minutes' and interval '5 minutes' as waits
       from private.session_schedules where business_id = $1`,
      [business.id],
    );
    expect(rows).toEqual([{ waits: true }]);
  } finally {
    await world.admin.query(
      'drop trigger bbb_break on private.session_schedules; drop function test.break_pass',
    );
  }
});
