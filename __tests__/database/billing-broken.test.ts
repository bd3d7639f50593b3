import { getBalance } from '@/lib/operations/wallets';
import {
  billByHand,
  billBySchedule,
  billingRunsOf,
  chargesOf,
  exact,
  exactness,
  heldOf,
  letAMinutePass,
  standOf,
  use,
} from '../helpers/billing';
import { World, type Business } from '../helpers/world';

/** A customer whose billing raises an error inside Postgres: a bug, a trigger, a row that is damaged. */

let world: World;
let business: Business;
let customers: string[];

beforeAll(async () => {
  world = await World.open();
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
    create trigger aaa_break before insert on public.usage_charges for each row execute function test.break();
    create trigger aaa_break before update of balance on public.wallets for each row execute function test.break();
    create trigger aaa_break before update of billed_events on public.usage_totals
      for each row execute function test.break()`);
});
beforeEach(async () => {
  business = await world.makeSandbox('2026-03-01T09:30:00Z');
  customers = await world.addManyCustomers(business, 12, '0');
  for (const id of customers) {
    await use(business, { id }, '1');
    await use(business, { id }, '2', { service: 'tokens' });
  }
});
afterEach(async () => {
  await world.admin.query('truncate test.poison');
  await billByHand(business.owner);
  expect(await world.discrepancies(business.id)).toEqual([]);
  expect(await exactness(world, business)).toEqual(exact);
});
afterAll(() => world.close());

async function poison(ids: readonly string[], place: string): Promise<void> {
  await world.admin.query('insert into test.poison select unnest($1::uuid[]), $2', [ids, place]);
}

const balanceOf = async (id: string) => (await business.owner.run(getBalance, { customer_id: id })).balance;

describe.each(['wallets', 'usage_charges', 'usage_totals'])('where %s raises it', (place) => {
  test.each<[string, number, (index: number) => boolean]>([
    ['one in the middle', 500, (index) => index === 6],
    ['the first and the last', 500, (index) => index === 0 || index === 11],
    ['neighbours, in small steps', 5, (index) => index >= 3 && index < 6],
    ['all', 500, () => true],
  ])('%s: is held as internal_error, and everybody else is billed', async (_which, billSize, isBroken) => {
    const broken = customers.filter((_id, index) => isBroken(index));
    await poison(broken, place);
    await billBySchedule(world, 200_000, billSize);
    for (const id of customers) expect(await balanceOf(id)).toBe(broken.includes(id) ? '100.00' : '97.00');
    expect(await heldOf(world, business)).toEqual(
      [...broken.map(() => 'calls'), ...broken.map(() => 'tokens')].map((name) => `${name} internal_error`),
    );
    expect(await billingRunsOf(business)).toMatchObject([
      {
        status: 'completed',
        events: 24,
        charges: 2 * (12 - broken.length),
        held: 2 * broken.length,
        total_held: `${3 * broken.length}.00`,
      },
    ]);
  });
});

test('a customer that cannot be billed makes no run each minute, and is tried again by each that is made', async () => {
  const [id = '', other = ''] = customers;
  await poison([id], 'usage_charges');
  await billBySchedule(world);
  await billBySchedule(world);
  expect(await billingRunsOf(business)).toHaveLength(1);
  await world.admin.query('truncate test.poison');
  await use(business, { id: other }, '1');
  await billBySchedule(world);
  expect(await standOf(business, { id })).toBe('97.00 unbilled 0.00');
  expect(await heldOf(world, business)).toEqual([]);
});

test('by hand it is tried again at once', async () => {
  const [id = ''] = customers;
  await poison([id], 'wallets');
  await billBySchedule(world);
  await world.admin.query('truncate test.poison');
  expect(await billByHand(business.owner)).toMatchObject({ events: 0, charges: 2, held: 0 });
  expect(await heldOf(world, business)).toEqual([]);
});

test('a business whose run raises an error is left alone for five minutes, and the others are billed', async () => {
  const other = await world.makeBusiness();
  const customer = await world.addCustomer(other);
  await use(other, customer, '5');
  await world.admin.query(`
    create function test.break_run() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
    create trigger bbb_break before insert on public.billing_runs
      for each row when (new.business_id = '${business.id}') execute function test.break_run()`);
  await billBySchedule(world);
  expect([await chargesOf(business), await chargesOf(other)]).toMatchObject([[], [{ amount: '5.00' }]]);
  await world.admin.query('drop trigger bbb_break on public.billing_runs');
  for (let minute = 1; minute < 5; minute += 1) await billBySchedule(world);
  expect(await chargesOf(business)).toEqual([]);
  await letAMinutePass(world);
  await billBySchedule(world);
  expect(await chargesOf(business)).toHaveLength(24);
});
