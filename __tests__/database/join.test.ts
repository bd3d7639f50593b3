/** The join page: who becomes a customer by it, and the welcome grant, once for each person. */
import { randomUUID } from 'node:crypto';
import { getMe, getProfile } from '@/lib/operations/account';
import { updateBusiness } from '@/lib/operations/business';
import { getJoinPage, joinBusiness } from '@/lib/operations/portal';
import { getBalance, listLedgerEntries } from '@/lib/operations/wallets';
import { customersOf, join, slugOf, tallyOf, times, tryJoin } from '../helpers/portal-people';
import { failureOf } from '../helpers/sql-callers';
import { World, type Business, type User } from '../helpers/world';

let world: World;
let business: Business;
let slug: string;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness({ name: 'Northwind' });
  slug = await slugOf(world, business);
});
afterEach(async () => expect(await world.discrepancies(business.id)).toEqual([]));
afterAll(() => world.close());

const set = (args: Record<string, unknown>) => business.owner.run(updateBusiness, args);
const customerOf = async ({ id }: User) => (await customersOf(world, business, id))[0];

test('anybody sees what the page offers: the name, the grant and the rate of the business, and no more', async () => {
  await set({ welcome_grant: '250.5', session_credits_per_minute: '7.5' });
  expect(await world.asNobody().call(getJoinPage.name, { slug })).toEqual({
    business_id: business.id,
    business_name: 'Northwind',
    slug,
    welcome_grant: '250.5',
    credits_per_minute: '7.5',
  });
});

test('signing up by the page makes a customer with 100 credits, and no business', async () => {
  const email = `Ada-${randomUUID()}@Example.test`;
  const user = await world.signUp({ join: slug, name: 'Ada Lovelace' }, email);
  expect(await customerOf(user)).toMatchObject({
    name: 'Ada Lovelace',
    email: email.toLowerCase(),
    grants: ['100'],
  });
  const { businesses, customers } = await user.caller.run(getMe);
  expect([businesses, customers]).toMatchObject([
    [],
    [{ name: 'Ada Lovelace', business: { id: business.id, slug } }],
  ]);
  const profile = await user.caller.run(getProfile);
  expect(profile.customers).toMatchObject([
    { credits: '100', credits_per_minute: '10', balance: '0.00', owed: '0.00', session: null, sessions: [] },
  ]);
  const { data } = await user.caller.run(listLedgerEntries, { wallet: 'credits' });
  const [customer] = await customersOf(world, business, user.id);
  expect(data).toMatchObject([
    {
      amount: '100',
      kind: 'grant',
      counter_account: 'credits:granted',
      reference_type: 'welcome_grant',
      description: 'Welcome',
      actor: `customer:${customer?.id}`,
    },
  ]);
});

test('somebody with an account joins further businesses, and gets the grant of each', async () => {
  const other = await world.makeBusiness();
  const user = await world.signUp({ join: slug });
  const { credits, joined } = await join(user.caller, await slugOf(world, other));
  expect({ credits, joined }).toEqual({ credits: '100', joined: true });
  expect(await customersOf(world, other, user.id)).toMatchObject([{ grants: ['100'] }]);
  // An owner may be a customer, of their own business too.
  expect(await join(business.owner, slug, { name: '  The owner ' })).toMatchObject({ joined: true });
  expect(await customersOf(world, business, business.ownerId)).toMatchObject([{ name: 'The owner' }]);
});

test('joining again answers with the customer they are, as they are now, and gives nothing', async () => {
  const user = await world.signUp({ join: slug });
  const first = await customerOf(user);
  for (const args of [{}, { name: 'Somebody else' }])
    expect(await join(user.caller, slug, args)).toEqual({
      business_id: business.id,
      customer_id: first?.id,
      credits: '100',
      joined: false,
    });
  expect(await customersOf(world, business, user.id)).toEqual([first]);
});

test('50 requests at once of one person make one customer with one grant, and all get the same answer', async () => {
  const user = await world.signUp();
  const outcomes = await Promise.all(times(50, () => tryJoin(user.caller, slug)));
  expect(tallyOf(outcomes)).toEqual({ done: 50 });
  const answers = outcomes.map((outcome) => joinBusiness.output.parse(outcome.ok ? outcome.body : null));
  expect(answers.filter(({ joined }) => joined)).toHaveLength(1);
  expect(new Set(answers.map(({ customer_id: id, credits }) => `${id} ${credits}`)).size).toBe(1);
  expect(await customersOf(world, business, user.id)).toMatchObject([{ grants: ['100'] }]);
});

test('20 people at once get a customer and a grant each', async () => {
  const users = await Promise.all(times(20, () => world.signUp({ join: slug })));
  for (const user of users)
    expect(await customersOf(world, business, user.id)).toMatchObject([{ grants: ['100'] }]);
});

test('a grant that is changed holds for whoever joins after; a grant of 0 leaves no entry and no wallet', async () => {
  const early = await world.signUp({ join: slug });
  await set({ welcome_grant: '7.25' });
  const late = await world.signUp({ join: slug });
  await set({ welcome_grant: '0' });
  const last = await world.signUp({ join: slug });
  await set({ welcome_grant: '100' });
  const people = [early, late, last];
  for (const { caller } of people) await join(caller, slug);
  const grants = await Promise.all(people.map(async (user) => (await customerOf(user))?.grants));
  expect(grants).toEqual([['100'], ['7.25'], []]);
  expect(await last.caller.run(getBalance)).toMatchObject({ credits: '0', wallets: [{ kind: 'prepaid' }] });
});

test('a page that is closed is none: nobody sees it or joins, and whoever signs up by it has an account of nothing', async () => {
  const user = await world.signUp({ join: slug });
  await set({ join_enabled: false });
  const stranger = await world.signUp({ join: slug });
  const notFound = { sqlstate: 'PT404', hint: 'business_not_found' };
  for (const { caller } of [stranger, user])
    for (const operation of [getJoinPage, joinBusiness])
      expect(await caller.refusal(operation, { slug })).toMatchObject(notFound);
  expect(await stranger.caller.run(getMe)).toMatchObject({ businesses: [], customers: [] });
  // Who is a customer stays one; and an open page takes the stranger.
  expect((await user.caller.run(getProfile)).customers).toMatchObject([{ credits: '100' }]);
  await set({ join_enabled: true });
  expect(await join(stranger.caller, slug)).toMatchObject({ joined: true });
});

test.each(['no-such-business', '', 'UPPER', `a' or '1'='1`])('the page %j is not there', async (name) => {
  expect(await world.asNobody().refusal(getJoinPage, { slug: name })).toMatchObject({ sqlstate: 'PT404' });
  expect(await business.owner.refusal(joinBusiness, { slug: name })).toMatchObject({ sqlstate: 'PT404' });
});

test('nobody, a key, and a token of an account that is gone join nothing', async () => {
  const key = await world.addKey(business);
  const gone = await world.signUp();
  await world.admin.query('delete from auth.users where id = $1', [gone.id]);
  expect(await world.asNobody().refusal(joinBusiness, { slug })).toMatchObject({ sqlstate: 'PT401' });
  expect(await key.caller.refusal(joinBusiness, { slug })).toMatchObject({ sqlstate: 'PT403' });
  expect(await gone.caller.refusal(joinBusiness, { slug })).toMatchObject({ sqlstate: 'PT401' });
});

test.each([
  ['no name', {}, 'ada.byron@example.test', 'Ada.Byron'],
  ['spaces', { name: '  ' }, 'ada.king@example.test', 'Ada.King'],
  ['control characters', { name: 'A\u0001da\n' }, undefined, 'Ada'],
  ['an endless name', { name: 'x'.repeat(500) }, undefined, 'x'.repeat(200)],
  ['an endless address', {}, `${'y'.repeat(240)}@example.test`, `Y${'y'.repeat(199)}`],
])('whoever signs up with %s is a customer with a name', async (_what, metadata, email, name) => {
  const user = await world.signUp({ join: slug, ...metadata }, email);
  expect(await customerOf(user)).toMatchObject({ name });
});

test('an account without an address, as one made by phone, joins and has a name', async () => {
  const id = randomUUID();
  await world.admin.query(`insert into auth.users (id, phone, raw_user_meta_data) values ($1, $2, $3)`, [
    id,
    String(Date.now()),
    JSON.stringify({ join: slug }),
  ]);
  expect(await customersOf(world, business, id)).toMatchObject([
    { name: 'Customer', email: null, grants: ['100'] },
  ]);
});

test.each([
  ['', '/name'],
  ['x'.repeat(201), '/name'],
  ['a\u0007b', '/name'],
])('the name %j is refused by its field', async (name, pointer) => {
  const user = await world.signUp();
  expect(await user.caller.refusal(joinBusiness, { slug, name })).toMatchObject({
    sqlstate: 'PT422',
    detail: { errors: [{ pointer }] },
  });
});

test('user, customer and grant are one transaction', async () => {
  await world.admin.query(`
    create function public.refuse_entry() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
    create trigger aaa_refuse before insert on public.ledger_entries for each row execute function public.refuse_entry()`);
  try {
    const failed: unknown = await world
      .signUp({ join: slug }, 'never@example.test')
      .catch((error: unknown) => error);
    expect(failureOf(failed).message).toBe('no');
    const { rows } = await world.admin.query(
      `select email from auth.users where email = 'never@example.test' union all select email from public.customers where email = 'never@example.test'`,
    );
    expect(rows).toEqual([]);
  } finally {
    await world.admin.query('drop function public.refuse_entry cascade');
  }
});

test('an account that is deleted frees its customer, whose credits and name stay with the business', async () => {
  const user = await world.signUp({ join: slug });
  const before = await customerOf(user);
  await world.admin.query('delete from auth.users where id = $1', [user.id]);
  const { rows } = await world.admin.query('select user_id from public.customers where id = $1', [
    before?.id,
  ]);
  expect(rows).toEqual([{ user_id: null }]);
  expect(await business.owner.run(getBalance, { customer_id: before?.id })).toMatchObject({ credits: '100' });
  expect(await user.caller.attempt('get_session_status', {})).toMatchObject({
    failure: { sqlstate: 'PT404' },
  });
  expect(await user.caller.attempt('get_profile', {})).toMatchObject({ failure: { sqlstate: 'PT401' } });
});
