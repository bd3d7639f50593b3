import { listMembers, removeMember, updateMember } from '@/lib/operations/business';
import type { Permission } from '@/lib/operations/define';
import { callFunction, type Arguments, type Caller } from '../helpers/sql-callers';
import { backendOf, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business, type Role } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const denied = { sqlstate: 'PT403', hint: 'permission_denied' };
const lastOwner = { sqlstate: 'PT409', hint: 'last_owner' };

describe('roles', () => {
  const needs: [Permission, string, Arguments][] = [
    ['customers:read', 'list_customers', {}],
    ['customers:write', 'create_customer', { name: 'Ada' }],
    ['wallets:read', 'get_ledger_proof', {}],
    ['debits:read', 'get_debit_status', {}],
    ['debits:run', 'trigger_debits', {}],
    ['business:read', 'list_api_keys', {}],
    ['business:write', 'update_business', { overdue_days: 14 }],
    ['members:write', 'create_invitation', { role: 'viewer' }],
    ['keys:write', 'create_api_key', { name: 'Key' }],
  ];
  const reads: Permission[] = ['customers:read', 'wallets:read', 'debits:read', 'business:read'];
  const allowed: Record<Role, Permission[]> = {
    viewer: reads,
    member: [...reads, 'customers:write', 'debits:run'],
    admin: needs.map(([permission]) => permission),
    owner: needs.map(([permission]) => permission),
  };

  test.each(['viewer', 'member', 'admin', 'owner'] as const)(
    'a %s may do what the role says, and nothing else',
    async (role) => {
      const { caller } = await world.addMember(business, role);
      for (const [permission, name, args] of needs) {
        const outcome = await caller.attempt(name, args);
        expect({ permission, isAllowed: outcome.ok }).toEqual({
          permission,
          isAllowed: allowed[role].includes(permission),
        });
        if (!outcome.ok) expect(outcome.failure).toMatchObject({ ...denied, detail: { permission } });
      }
    },
  );

  test('a new role holds from the next call on', async () => {
    const user = await world.addMember(business, 'viewer');
    expect(await user.caller.refusal('trigger_debits')).toMatchObject(denied);
    await business.owner.run(updateMember, { user_id: user.id, role: 'member' });
    await user.caller.call('trigger_debits');
  });

  test('whoever is removed is out at once, and can be invited again', async () => {
    const user = await world.addMember(business, 'admin');
    await business.owner.run(removeMember, { user_id: user.id });
    expect(await user.caller.refusal('list_customers')).toMatchObject({
      sqlstate: 'PT404',
      hint: 'business_not_found',
    });
    const { token } = (await business.owner.call('create_invitation', { role: 'viewer' })) as {
      token: string;
    };
    await user.caller.call('accept_invitation', { token });
    await user.caller.call('list_customers');
    expect(await user.caller.refusal('trigger_debits')).toMatchObject(denied);
  });
});

describe('owners', () => {
  test('the last one can neither leave nor step down', async () => {
    await world.addMember(business, 'admin');
    const me = { user_id: business.ownerId };
    for (const role of ['admin', 'member', 'viewer']) {
      expect(await business.owner.refusal(updateMember, { ...me, role })).toMatchObject(lastOwner);
    }
    expect(await business.owner.refusal(removeMember, me)).toMatchObject(lastOwner);
    expect(await ownersOf()).toBe(1);
  });

  test('one of two can, and then the other cannot', async () => {
    const second = await world.addMember(business, 'owner');
    await business.owner.run(updateMember, { user_id: business.ownerId, role: 'admin' });
    expect(await second.caller.refusal(removeMember, { user_id: second.id })).toMatchObject(lastOwner);
  });

  test.each([
    ['remove', 'remove_member', {}],
    ['degrade', 'update_member', { role: 'viewer' }],
  ])('two who %s each other at once do not both succeed', async (_what, name, args) => {
    const second = await world.addMember(business, 'owner');
    let other: ReturnType<Caller['attempt']> | undefined;
    await business.owner.transaction(async (client) => {
      await callFunction(client, name, { user_id: second.id, ...args });
      other = second.caller.attempt(name, { user_id: business.ownerId, ...args });
      // It waits for this one, or it has not seen it and is through: then the test fails below.
      await Promise.race([other, untilSomebodyWaitsFor(world.admin, await backendOf(client))]);
    });
    expect(await other).toMatchObject({ ok: false });
    expect(await ownersOf()).toBe(1);
  });

  test.each(['an admin', 'a key with every scope'])('%s cannot make, change or remove one', async (who) => {
    const caller = await callerNamed(who);
    const second = await world.addMember(business, 'owner');
    const member = await world.addMember(business, 'member');
    expect(await caller.refusal(updateMember, { user_id: member.id, role: 'owner' })).toMatchObject(denied);
    expect(await caller.refusal(updateMember, { user_id: second.id, role: 'viewer' })).toMatchObject(denied);
    expect(await caller.refusal(updateMember, { user_id: second.id, role: 'owner' })).toMatchObject(denied);
    expect(await caller.refusal(removeMember, { user_id: second.id })).toMatchObject(denied);
    expect(await caller.refusal('create_invitation', { role: 'owner' })).toMatchObject(denied);
    await caller.run(updateMember, { user_id: member.id, role: 'admin' });
    expect(await ownersOf()).toBe(2);
  });

  async function callerNamed(who: string): Promise<Caller> {
    return who === 'an admin'
      ? (await world.addMember(business, 'admin')).caller
      : (await world.addKey(business)).caller;
  }

  async function ownersOf(): Promise<number> {
    const { rowCount } = await world.admin.query(
      `select from public.memberships where business_id = $1 and role = 'owner'`,
      [business.id],
    );
    return rowCount ?? 0;
  }
});

describe('members', () => {
  test('are listed with their addresses, the oldest first, to members alone', async () => {
    const admin = await world.addMember(business, 'admin');
    const viewer = await world.addMember(business, 'viewer');
    const { data } = await viewer.caller.run(listMembers);
    expect(data.map((member) => [member.user_id, member.role])).toEqual([
      [business.ownerId, 'owner'],
      [admin.id, 'admin'],
      [viewer.id, 'viewer'],
    ]);
    expect(data[2]?.email).toBe(viewer.email);
  });

  test('of another business are not there to be changed', async () => {
    const other = await world.makeBusiness();
    const missing = { sqlstate: 'PT404', hint: 'member_not_found' };
    expect(
      await business.owner.refusal(updateMember, { user_id: other.ownerId, role: 'viewer' }),
    ).toMatchObject(missing);
    expect(await business.owner.refusal(removeMember, { user_id: other.ownerId })).toMatchObject(missing);
  });

  test.each([undefined, '', 'root', 'OWNER'])('cannot be given the role %j', async (role) => {
    const { id } = await world.addMember(business, 'viewer');
    const failure = await business.owner.refusal(updateMember, { user_id: id, role });
    expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/role' }] } });
  });
});

describe('a user of two businesses', () => {
  test('names one, in the parameters or in the header, and is told when none is named', async () => {
    const user = await world.signUp({ business_name: 'Own' });
    const { token } = (await business.owner.call('create_invitation', { role: 'viewer' })) as {
      token: string;
    };
    await user.caller.call('accept_invitation', { token });
    const own = (await user.caller.call('get_me')) as { businesses: { id: string; role: string }[] };
    expect(own.businesses.map(({ role }) => role)).toEqual(['owner', 'viewer']);

    expect(await user.caller.refusal('get_business')).toMatchObject({
      sqlstate: 'PT422',
      hint: 'business_required',
    });
    const inHeader = user.caller.sending({ 'x-business-id': business.id });
    expect(await inHeader.call('get_business')).toMatchObject({ id: business.id });
    // What the parameters name outranks the header, and the role is that of the business named.
    const ownId = own.businesses[0]?.id;
    expect(await inHeader.call('get_business', { business_id: ownId })).toMatchObject({ id: ownId });
    expect(await inHeader.refusal('trigger_debits')).toMatchObject(denied);
    await inHeader.call('trigger_debits', { business_id: ownId });
    expect(await user.caller.sending({ 'x-business-id': 'x' }).refusal('get_business')).toMatchObject({
      sqlstate: 'PT404',
    });
  });
});
