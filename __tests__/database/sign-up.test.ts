import { randomUUID } from 'node:crypto';
import { createBusiness, getBusiness } from '@/lib/operations/business';
import { backendOf, inTransaction, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const insertUser = `insert into auth.users (id, email, raw_user_meta_data) values ($1, $2, $3)`;

function newUser(businessName: string): unknown[] {
  const id = randomUUID();
  return [id, `${id}@example.test`, { business_name: businessName }];
}

async function businessOf(metadata: Record<string, string>, email?: string) {
  const { caller } = await world.signUp(metadata, email);
  return caller.run(getBusiness);
}

test('a new user owns a business of the name and currency given, with its settings and its first hour due', async () => {
  const { caller, id } = await world.signUp({ business_name: 'Ada & Söhne', currency: 'jpy' });
  const business = await caller.run(getBusiness);
  expect(business).toMatchObject({
    name: 'Ada & Söhne',
    slug: 'ada-s-hne',
    currency: 'JPY',
    currency_decimals: 0,
    is_sandbox: false,
    welcome_grant: '100',
    session_credits_per_minute: '10',
    overdue_days: 30,
  });
  expect(await caller.call('get_me')).toMatchObject({
    user: { id },
    businesses: [{ id: business.id, role: 'owner' }],
  });
  const { rows } = await world.admin.query(
    `select next_period = private.hour_of(b.created_at) + interval '1 hour' as is_next_hour
     from private.debit_schedules as s join public.businesses as b on b.id = s.business_id where b.id = $1`,
    [business.id],
  );
  expect(rows).toEqual([{ is_next_hour: true }]);
});

test.each([
  ['nothing', {}, 'ada.lovelace@example.test', 'Ada.Lovelace'],
  ['spaces', { business_name: '   ' }, 'ada.byron@example.test', 'Ada.Byron'],
  ['control characters', { business_name: 'A\u0001da\n' }, undefined, 'Ada'],
  ['an endless name', { business_name: 'x'.repeat(500) }, undefined, 'x'.repeat(120)],
  ['SQL and HTML', { business_name: `'); drop table x; -- <b>` }, undefined, `'); drop table x; -- <b>`],
  ['no Latin letter', { business_name: '東京' }, undefined, '東京'],
])('a user who names %s still gets a business with a name', async (_what, metadata, email, name) => {
  expect(await businessOf(metadata, email)).toMatchObject({ name });
});

test.each(['XXX', 'dollars', ''])(
  'the currency %j that nobody knows becomes USD at sign-up',
  async (currency) => {
    expect(await businessOf({ currency })).toMatchObject({ currency: 'USD', currency_decimals: 2 });
  },
);

test('user and business are one transaction', async () => {
  await inTransaction(world.admin, (client) => client.query(insertUser, newUser('Never')));
  const { rows } = await world.admin.query(`select from public.businesses where name = 'Never'`);
  expect(rows).toEqual([]);
});

test('two who sign up at once with one business name both get a business, under links of their own', async () => {
  let second: ReturnType<typeof businessOf> | undefined;
  await inTransaction(world.admin, async (client) => {
    await client.query(insertUser, newUser('Acme'));
    second = businessOf({ business_name: 'Acme' });
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
    await client.query('commit');
  });
  const slug = (await second)?.slug;
  expect(slug).toMatch(/^acme-[0-9a-f]{5}$/);
  const { rows } = await world.admin.query(
    `select slug from public.businesses where name = 'Acme' order by slug`,
  );
  expect(rows).toEqual([{ slug: 'acme' }, { slug }]);
});

describe('a further business', () => {
  test('belongs to whoever made it, with a name and a currency that exist', async () => {
    const { caller } = await world.signUp();
    const made = await caller.run(createBusiness, { name: 'Second', currency: 'KWD', is_sandbox: true });
    expect(made).toMatchObject({ name: 'Second', currency: 'KWD', currency_decimals: 3, is_sandbox: true });
    for (const [args, pointer] of [
      [{ name: ' ' }, '/name'],
      [{ name: 'x'.repeat(121) }, '/name'],
      [{ name: 'a\u0007b' }, '/name'],
      [{ name: 'Third', currency: 'XXX' }, '/currency'],
      [{ name: 'Third', currency: 'usd' }, '/currency'],
      [{ name: null }, '/name'],
    ] as const) {
      const failure = await caller.refusal(createBusiness, args);
      expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer }] } });
    }
    expect(await caller.call('get_me')).toMatchObject({ businesses: [{ role: 'owner' }, { role: 'owner' }] });
  });
});
