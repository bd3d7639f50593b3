/** Links by which a customer that there is gets the login of one person. */
import { randomUUID } from 'node:crypto';
import { getMe, getProfile } from '@/lib/operations/account';
import { createInvitation, getInvitation, listInvitations } from '@/lib/operations/business';
import { deleteCustomer, getCustomer, updateCustomer } from '@/lib/operations/customers';
import { inviteCustomer } from '@/lib/operations/portal';
import {
  accept,
  customersOf,
  giveLogin,
  hintOf,
  linkFor,
  slugOf,
  tallyOf,
  times,
} from '../helpers/portal-people';
import { allWaitFor } from '../helpers/races';
import { failureOf } from '../helpers/sql-callers';
import { inTransaction, backendOf, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };

beforeAll(async () => {
  world = await World.open();
  await world.admin.query(`alter database "${world.database.name}" set deadlock_timeout = '10ms'`);
});
beforeEach(async () => {
  business = await world.makeBusiness({ name: 'Northwind' });
  customer = await world.addCustomer(business, { name: 'Ada' });
});
afterAll(() => world.close());

const notFound = { ok: false, failure: { sqlstate: 'PT404', hint: 'invitation_not_found' } };

async function loginOf(): Promise<string | null> {
  const { rows } = await world.admin.query<{ user_id: string | null }>(
    'select user_id from public.customers where id = $1',
    [customer.id],
  );
  return rows[0]?.user_id ?? null;
}

test('whoever holds the link sees whose it is; a new account that comes by it is that customer, and owns nothing', async () => {
  const { token } = await linkFor(business, customer);
  expect(await world.asNobody().run(getInvitation, { token })).toMatchObject({
    business_name: 'Northwind',
    role: 'customer',
    customer_name: 'Ada',
    email: null,
  });
  const user = await world.signUp({ invitation: token });
  expect(await loginOf()).toBe(user.id);
  const { businesses, customers } = await user.caller.run(getMe);
  expect({ businesses, customers }).toMatchObject({
    businesses: [],
    customers: [{ customer_id: customer.id }],
  });
  // It is the record that was there: no welcome grant, and its money.
  const { customers: profiles } = await user.caller.run(getProfile);
  expect(profiles).toMatchObject([{ balance: '100.00', credits: '0' }]);
  expect(await business.owner.run(getCustomer, { customer_id: customer.id })).toMatchObject({
    has_login: true,
  });
});

test('somebody with an account accepts it, and opening it again is the same; nobody else gets in by it', async () => {
  const { token } = await linkFor(business, customer);
  const [user, other] = [await world.signUp(), await world.signUp()];
  const accepted = {
    ok: true,
    body: { business_id: business.id, role: 'customer', customer_id: customer.id },
  };
  expect(await accept(user, token)).toMatchObject(accepted);
  expect(await accept(user, token)).toMatchObject(accepted);
  expect(await accept(other, token)).toMatchObject(notFound);
  expect(await world.asNobody().attempt('get_invitation', { token })).toMatchObject(notFound);
  expect(await loginOf()).toBe(user.id);
});

test('of many who open a link at once one gets the login', async () => {
  const { token } = await linkFor(business, customer);
  const users = await Promise.all(times(12, () => world.signUp()));
  const outcomes = await Promise.all(users.map((user) => accept(user, token)));
  expect(tallyOf(outcomes)).toEqual({ done: 1, invitation_not_found: 11 });
  expect(await loginOf()).toBe(users[outcomes.findIndex(({ ok }) => ok)]?.id);
});

test('a new link withdraws the one before it, and no other', async () => {
  const another = await world.addCustomer(business);
  const [first, kept] = [await linkFor(business, customer), await linkFor(business, another)];
  const member = await business.owner.run(createInvitation, { role: 'viewer' });
  const second = await linkFor(business, customer);
  const user = await world.signUp();
  expect(await accept(user, first.token)).toMatchObject(notFound);
  expect(await accept(user, second.token)).toMatchObject({ ok: true });
  expect(await accept(await world.signUp(), kept.token)).toMatchObject({ ok: true });
  expect(await accept(await world.signUp(), member.token ?? '')).toMatchObject({ ok: true });
});

test('a link that has expired, or that was withdrawn, leads nowhere', async () => {
  const [user, expired] = [await world.signUp(), await linkFor(business, customer)];
  await world.admin.query('update public.invitations set expires_at = now() where id = $1', [expired.id]);
  expect(await accept(user, expired.token)).toMatchObject(notFound);
  const withdrawn = await linkFor(business, customer);
  await business.owner.call('revoke_invitation', { invitation_id: withdrawn.id });
  expect(await accept(user, withdrawn.token)).toMatchObject(notFound);
  expect(await loginOf()).toBeNull();
});

test('a link for an address is for nobody else, is not used up by trying, and makes no account', async () => {
  const email = `ada-${randomUUID()}@example.test`;
  const { token } = await linkFor(business, customer, { email: ` ${email.toUpperCase()} ` });
  const refused = { ok: false, failure: { sqlstate: 'PT403', hint: 'permission_denied' } };
  expect(await accept(await world.signUp(), token)).toMatchObject(refused);
  const failed: unknown = await world.signUp({ invitation: token }).catch((error: unknown) => error);
  expect(failureOf(failed)).toMatchObject({ sqlstate: 'PT403' });
  const ada = await world.signUp({ invitation: token }, email);
  expect(await loginOf()).toBe(ada.id);
});

test('a customer with a login, an archived one, and one that is not there get no link', async () => {
  await giveLogin(world, business, customer);
  const archived = await world.addCustomer(business);
  await business.owner.run(updateCustomer, { customer_id: archived.id, status: 'archived' });
  const elsewhere = await world.makeBusiness();
  for (const [owner, id, sqlstate, hint] of [
    [business.owner, customer.id, 'PT409', 'customer_has_login'],
    [business.owner, archived.id, 'PT409', 'customer_archived'],
    [business.owner, randomUUID(), 'PT404', 'customer_not_found'],
    [elsewhere.owner, customer.id, 'PT404', 'customer_not_found'],
  ] as const)
    expect(await owner.refusal(inviteCustomer, { customer_id: id })).toMatchObject({ sqlstate, hint });
});

test('somebody who is another customer of the business keeps being that one, and the link stays good', async () => {
  const user = await world.signUp({ join: await slugOf(world, business) });
  const { token } = await linkFor(business, customer);
  expect(await accept(user, token)).toMatchObject({
    failure: { sqlstate: 'PT409', hint: 'already_customer' },
  });
  expect(await customersOf(world, business, user.id)).toHaveLength(1);
  expect(await accept(await world.signUp(), token)).toMatchObject({ ok: true });
});

test('two links that were good at once: the second person finds that the customer has a login', async () => {
  const [first, second] = [await linkFor(business, customer), await linkFor(business, customer)];
  // As a link that was never withdrawn would be.
  await world.admin.query('update public.invitations set revoked_at = null where id = $1', [first.id]);
  const [one, other] = [await world.signUp(), await world.signUp()];
  expect(await accept(one, second.token)).toMatchObject({ ok: true });
  expect(await accept(other, first.token)).toMatchObject({ failure: { hint: 'customer_has_login' } });
  const failed: unknown = await world.signUp({ invitation: first.token }).catch((error: unknown) => error);
  expect(failureOf(failed)).toMatchObject({ sqlstate: 'PT409', hint: 'customer_has_login' });
  expect(await loginOf()).toBe(one.id);
});

test('joining and accepting at once, one person is one customer', async () => {
  const slug = await slugOf(world, business);
  const user = await world.signUp();
  const { token } = await linkFor(business, customer);
  const outcomes = await Promise.all([
    accept(user, token),
    ...times(4, () => user.caller.attempt('join_business', { slug })),
  ]);
  expect(outcomes.slice(1).map(hintOf)).toEqual(times(4, () => 'done'));
  expect(await customersOf(world, business, user.id)).toHaveLength(1);
});

test.each([
  ['accepting first', ['done', 'customer_has_login']],
  ['the new link first', ['done', 'invitation_not_found']],
])(
  'a link that is made while another is accepted, %s: one after the other, without a deadlock',
  async (order, ends) => {
    const { token } = await linkFor(business, customer);
    const user = await world.signUp();
    const accepts = () => accept(user, token);
    const invites = () => business.owner.attempt(inviteCustomer.name, { customer_id: customer.id });
    const outcomes = await allWaitFor(
      world.admin,
      (client) => client.query('select from public.customers where id = $1 for update', [customer.id]),
      order === 'accepting first' ? [accepts, invites] : [invites, accepts],
    );
    expect(outcomes.map(hintOf)).toEqual(ends);
  },
);

test('a customer who is deleted meanwhile takes the link along', async () => {
  const fresh = await world.addCustomer(business, { balance: '0' });
  const { token } = await linkFor(business, fresh);
  const user = await world.signUp();
  let waiting: ReturnType<typeof accept> | undefined;
  await inTransaction(world.admin, async (client) => {
    await client.query('delete from public.customers where id = $1', [fresh.id]);
    waiting = accept(user, token);
    await untilSomebodyWaitsFor(world.admin, await backendOf(client));
    await client.query('commit');
  });
  expect(await waiting).toMatchObject(notFound);
  expect(await business.owner.refusal(deleteCustomer, { customer_id: fresh.id })).toMatchObject({
    sqlstate: 'PT404',
  });
});

test('a deleted account frees its customer, who can be invited again', async () => {
  const first = await giveLogin(world, business, customer);
  await world.admin.query('delete from auth.users where id = $1', [first.id]);
  expect(await loginOf()).toBeNull();
  const second = await giveLogin(world, business, customer);
  expect(await loginOf()).toBe(second.id);
});

test('archiving a customer withdraws the link to its login', async () => {
  const { token } = await linkFor(business, customer);
  await business.owner.run(updateCustomer, { customer_id: customer.id, status: 'archived' });
  await business.owner.run(updateCustomer, { customer_id: customer.id, status: 'active' });
  expect(await accept(await world.signUp(), token)).toMatchObject(notFound);
  expect(await loginOf()).toBeNull();
});

test('a key makes no login that may do more than the key', async () => {
  const scopes = [
    'customers:write',
    'wallets:read',
    'orders:read',
    'sessions:read',
    'sessions:write',
  ] as const;
  for (const lacking of scopes) {
    const { caller } = await world.addKey(
      business,
      scopes.filter((scope) => scope !== lacking),
    );
    expect(await caller.refusal(inviteCustomer, { customer_id: customer.id })).toMatchObject({
      sqlstate: 'PT403',
      hint: 'permission_denied',
    });
  }
  const { caller } = await world.addKey(business, scopes);
  expect(await caller.run(inviteCustomer, { customer_id: customer.id })).toMatchObject({ email: null });
});

test('links of customers are not among the invitations of the team', async () => {
  await linkFor(business, customer);
  expect((await business.owner.run(listInvitations)).data).toEqual([]);
});

test('a link for an address that cannot be one is refused by its field', async () => {
  const failure = await business.owner.refusal(inviteCustomer, {
    customer_id: customer.id,
    email: 'x'.repeat(255),
  });
  expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/email' }] } });
});
