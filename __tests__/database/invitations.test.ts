import { randomUUID } from 'node:crypto';
import {
  createInvitation,
  getInvitation,
  listInvitations,
  revokeInvitation,
} from '@/lib/operations/business';
import { failureOf } from '../helpers/sql-callers';
import { World, type Business, type User } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
  business = await world.makeBusiness({ name: 'Northwind' });
});
afterAll(() => world.close());

const notFound = { sqlstate: 'PT404', hint: 'invitation_not_found' };

async function invite(args: Record<string, unknown> = {}) {
  const made = await business.owner.run(createInvitation, {
    business_id: business.id,
    role: 'member',
    ...args,
  });
  return { id: made.id, token: made.token ?? '' };
}

async function roleOf(userId: string): Promise<string | undefined> {
  const { rows } = await world.admin.query<{ role: string }>(
    'select role from public.memberships where business_id = $1 and user_id = $2',
    [business.id, userId],
  );
  return rows[0]?.role;
}

const accept = (user: User, token: string) => user.caller.attempt('accept_invitation', { token });

test('whoever holds the link sees what it leads to, and joins in the role it says', async () => {
  const { token } = await invite({ role: 'admin' });
  expect(await world.asNobody().run(getInvitation, { token })).toMatchObject({
    business_name: 'Northwind',
    role: 'admin',
    email: null,
  });
  const user = await world.signUp();
  expect(await accept(user, token)).toMatchObject({
    ok: true,
    body: { business_id: business.id, role: 'admin' },
  });
  expect(await roleOf(user.id)).toBe('admin');
});

test('a link is good once: the second person is turned away, the first may open it again', async () => {
  const { token } = await invite();
  const [first, second] = [await world.signUp(), await world.signUp()];
  await accept(first, token);
  expect(await accept(second, token)).toMatchObject({ ok: false, failure: notFound });
  expect(await roleOf(second.id)).toBeUndefined();
  expect(await accept(first, token)).toMatchObject({ ok: true, body: { role: 'member' } });
  expect(await world.asNobody().refusal(getInvitation, { token })).toMatchObject(notFound);
});

test('of many who open a link at once, one gets in', async () => {
  const { token } = await invite();
  const users = await Promise.all(Array.from({ length: 6 }, () => world.signUp()));
  const outcomes = await Promise.all(users.map((user) => accept(user, token)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  const roles = await Promise.all(users.map((user) => roleOf(user.id)));
  expect(roles.filter((role) => role !== undefined)).toEqual(['member']);
});

test.each([
  [
    'expired',
    async (id: string) =>
      world.admin.query('update public.invitations set expires_at = now() where id = $1', [id]),
  ],
  [
    'withdrawn',
    async (id: string) =>
      business.owner.run(revokeInvitation, { business_id: business.id, invitation_id: id }),
  ],
])('a link that is %s leads nowhere, to members and strangers alike', async (_what, end) => {
  const { id, token } = await invite();
  await end(id);
  const user = await world.signUp();
  expect(await world.asNobody().refusal(getInvitation, { token })).toMatchObject(notFound);
  expect(await accept(user, token)).toMatchObject({ ok: false, failure: notFound });
  expect(await roleOf(user.id)).toBeUndefined();
});

test('a link for an address is for nobody else, and is not used up by trying', async () => {
  const email = `Ada-${randomUUID()}@Example.test`;
  const { token } = await invite({ email });
  const stranger = await world.signUp();
  const refused = { ok: false, failure: { sqlstate: 'PT403', hint: 'permission_denied' } };
  expect(await accept(stranger, token)).toMatchObject(refused);
  expect(await roleOf(stranger.id)).toBeUndefined();

  // An account without an address, as one made by phone, is not that address either.
  const withoutAddress = await world.signUp();
  await world.admin.query('update auth.users set email = null where id = $1', [withoutAddress.id]);
  expect(await accept(withoutAddress, token)).toMatchObject(refused);

  const ada = await world.signUp({}, email.toLowerCase());
  expect(await accept(ada, token)).toMatchObject({ ok: true });
});

test('a link says nothing about a member: it neither raises nor lowers a role', async () => {
  const { token } = await invite({ role: 'viewer' });
  expect(await business.owner.call('accept_invitation', { token })).toEqual({
    business_id: business.id,
    customer_id: null,
    role: 'owner',
  });
  expect(await roleOf(business.ownerId)).toBe('owner');
});

test('signing up through a link joins the business, and makes none', async () => {
  const { token } = await invite({ role: 'viewer' });
  const user = await world.signUp({ invitation: token });
  const { rows } = await world.admin.query(
    'select business_id, role from public.memberships where user_id = $1',
    [user.id],
  );
  expect(rows).toEqual([{ business_id: business.id, role: 'viewer' }]);
});

test('signing up through the link of another address makes no account', async () => {
  const { token } = await invite({ email: 'someone-else@example.test' });
  const email = `${randomUUID()}@example.test`;
  const error: unknown = await world.signUp({ invitation: token }, email).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(failureOf(error)).toMatchObject({ sqlstate: 'PT403' });
  const { rows } = await world.admin.query('select from auth.users where email = $1', [email]);
  expect(rows).toEqual([]);
});

test.each([
  '',
  'x',
  'inv_',
  'inv_AAAAAAAAAAAAAAAAAAAAAA_x',
  `sk_${'A'.repeat(22)}_${'A'.repeat(43)}`,
  '\u0000'.slice(1),
  '🪙'.repeat(50),
])('the link %j leads nowhere', async (token) => {
  expect(await world.asNobody().refusal(getInvitation, { token })).toMatchObject(notFound);
  expect(await accept(await world.signUp(), token)).toMatchObject({ ok: false, failure: notFound });
});

test('open links are listed, without their secrets; used, withdrawn and expired ones are not', async () => {
  const other = await world.makeBusiness();
  const ids: string[] = [];
  for (const role of ['viewer', 'member', 'admin']) {
    ids.push((await other.owner.run(createInvitation, { role })).id);
  }
  const gone = await other.owner.run(createInvitation, { role: 'viewer' });
  await other.owner.run(revokeInvitation, { invitation_id: gone.id });
  const used = await other.owner.run(createInvitation, { role: 'viewer' });
  await accept(await world.signUp(), used.token ?? '');
  const listed = await other.owner.call(listInvitations.name);
  expect(listInvitations.output.parse(listed).data.map(({ id }) => id)).toEqual(ids.toReversed());
  expect(JSON.stringify(listed)).not.toMatch(/token|inv_/);
});

test('a link can be withdrawn once it is open, not one that was used or is of another business', async () => {
  const { id, token } = await invite();
  const other = await world.makeBusiness();
  expect(await other.owner.refusal(revokeInvitation, { invitation_id: id })).toMatchObject(notFound);
  await accept(await world.signUp(), token);
  expect(
    await business.owner.refusal(revokeInvitation, { business_id: business.id, invitation_id: id }),
  ).toMatchObject(notFound);
});

test.each([undefined, '', 'root'])('a link for the role %j is not made', async (role) => {
  const failure = await business.owner.refusal(createInvitation, { business_id: business.id, role });
  expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/role' }] } });
});

test('an API key cannot join a business', async () => {
  const { token } = await invite();
  const { caller } = await world.addKey(await world.makeBusiness());
  expect(await caller.refusal('accept_invitation', { token })).toMatchObject({ sqlstate: 'PT403' });
});
