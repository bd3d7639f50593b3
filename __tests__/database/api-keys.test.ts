import { createApiKey, listApiKeys, revokeApiKey } from '@/lib/operations/api-keys';
import { permissions } from '@/lib/operations/define';
import { inTransaction } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

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

test('a key is shown once; what is stored and listed does not open anything', async () => {
  const made = await business.owner.run(createApiKey, { name: 'Billing' });
  expect(made.key).toMatch(/^sk_[\w-]{22}_[\w-]{43}$/);
  expect(made.prefix).toBe(`sk_…_${made.key?.slice(26, 32)}`);
  const listed = await business.owner.call(listApiKeys.name);
  expect(JSON.stringify(listed)).not.toContain(made.key?.slice(-30));
  const { rows } = await world.admin.query<{ row: string }>(
    'select k::text as row from public.api_keys as k',
  );
  expect(JSON.stringify(rows)).not.toContain(made.key?.slice(-30));
});

test('a key without named scopes may do what its maker may', async () => {
  expect((await world.addKey(business)).caller).toBeDefined();
  const { scopes } = await business.owner.run(createApiKey, { name: 'All' });
  expect(scopes.toSorted()).toEqual([...permissions].sort());
});

test('a key acts in its own business without naming it, and in no other', async () => {
  const { id, caller } = await world.addKey(business);
  const other = await world.makeBusiness();
  expect(await caller.call('get_business')).toMatchObject({ id: business.id });
  expect(await caller.call('get_business', { business_id: business.id })).toMatchObject({ id: business.id });
  expect(await caller.refusal('get_business', { business_id: other.id })).toMatchObject({
    sqlstate: 'PT404',
  });
  const foreign = caller.sending({ 'x-business-id': other.id });
  expect(await foreign.refusal('get_business')).toMatchObject({
    sqlstate: 'PT404',
    hint: 'business_not_found',
  });
  await caller.call('trigger_debits');
  const { rows } = await world.admin.query(
    'select started_by from public.debit_runs where business_id = $1',
    [business.id],
  );
  expect(rows).toEqual([{ started_by: `api_key:${id}` }]);
});

test('a key that is sent beside a token outranks it', async () => {
  const { caller, key } = await world.addKey(business, ['business:read']);
  const both = business.owner.sending({ 'x-api-key': key });
  expect(await both.call('get_me')).toEqual(await caller.call('get_me'));
  expect(await both.refusal('trigger_debits')).toMatchObject(denied);
});

describe('scopes', () => {
  test('a key cannot make one that may do more than itself', async () => {
    const { caller } = await world.addKey(business, ['keys:write', 'customers:read']);
    for (const scopes of [['wallets:write'], ['customers:read', 'customers:write'], [...permissions]]) {
      expect(await caller.refusal(createApiKey, { name: 'More', scopes })).toMatchObject(denied);
    }
    expect(await caller.run(createApiKey, { name: 'Same' })).toMatchObject({
      scopes: ['customers:read', 'keys:write'],
    });
    expect(await caller.run(createApiKey, { name: 'Less', scopes: ['customers:read'] })).toMatchObject({
      scopes: ['customers:read'],
    });
  });

  test('a key gives no role that may do more than itself, and takes none away', async () => {
    const reads = permissions.filter((permission) => permission.endsWith(':read'));
    const alone = await world.addKey(business, ['members:write']);
    const reader = await world.addKey(business, ['members:write', ...reads]);
    const viewer = await world.addMember(business, 'viewer');
    const admin = await world.addMember(business, 'admin');
    for (const role of ['viewer', 'member', 'admin']) {
      expect(await alone.caller.refusal('create_invitation', { role })).toMatchObject(denied);
      expect(await alone.caller.refusal('update_member', { user_id: viewer.id, role })).toMatchObject(denied);
    }
    expect(await reader.caller.refusal('create_invitation', { role: 'member' })).toMatchObject(denied);
    expect(await reader.caller.refusal('update_member', { user_id: admin.id, role: 'viewer' })).toMatchObject(
      denied,
    );
    expect(await reader.caller.refusal('remove_member', { user_id: admin.id })).toMatchObject(denied);
    await reader.caller.call('create_invitation', { role: 'viewer' });
    await reader.caller.call('remove_member', { user_id: viewer.id });
  });

  test('that do not exist, or are none, are refused; named twice they are one', async () => {
    for (const scopes of [[], ['everything'], ['customers:read', 'x'], ['customers:read', null], [null]]) {
      const failure = await business.owner.refusal(createApiKey, { name: 'Key', scopes });
      expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/scopes' }] } });
    }
    const twice = { name: 'Key', scopes: ['customers:read', 'customers:read'] };
    expect(await business.owner.run(createApiKey, twice)).toMatchObject({ scopes: ['customers:read'] });
  });

  test.each(['member', 'viewer'] as const)('a %s makes and revokes no key', async (role) => {
    const { caller } = await world.addMember(business, role);
    const { id } = await world.addKey(business);
    expect(await caller.refusal(createApiKey, { name: 'Key', scopes: ['customers:read'] })).toMatchObject(
      denied,
    );
    expect(await caller.refusal(revokeApiKey, { api_key_id: id })).toMatchObject(denied);
  });
});

test.each([undefined, '', '   ', 'x'.repeat(121), 'a\nb'])('a key named %j is not made', async (name) => {
  const failure = await business.owner.refusal(createApiKey, { name });
  expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/name' }] } });
});

describe('the end of a key', () => {
  test('comes at once when it is revoked, and stays', async () => {
    const { id, caller } = await world.addKey(business);
    await caller.call('list_customers');
    const revoked = await business.owner.run(revokeApiKey, { api_key_id: id });
    expect(revoked.revoked_at).not.toBeNull();
    expect(await caller.refusal('list_customers')).toMatchObject({
      sqlstate: 'PT401',
      hint: 'api_key_revoked',
    });
    expect(await business.owner.run(revokeApiKey, { api_key_id: id })).toEqual(revoked);
  });

  test('can be its own doing', async () => {
    const { id, caller } = await world.addKey(business);
    await caller.run(revokeApiKey, { api_key_id: id });
    expect(await caller.refusal('list_customers')).toMatchObject({
      sqlstate: 'PT401',
      hint: 'api_key_revoked',
    });
  });

  test('comes at the moment it expires', async () => {
    const expires_at = '2100-01-01T00:00:00+00:00';
    const made = await business.owner.run(createApiKey, { name: 'Key', expires_at });
    const caller = world.asKey(made.key ?? '');
    expect(made.expires_at).toBe(expires_at);
    await caller.call('list_customers');
    await world.admin.query('update public.api_keys set expires_at = now() where id = $1', [made.id]);
    expect(await caller.refusal('list_customers')).toMatchObject({
      sqlstate: 'PT401',
      hint: 'api_key_expired',
    });
  });

  test('cannot lie in the past when it is made', async () => {
    const failure = await business.owner.refusal(createApiKey, {
      name: 'Key',
      expires_at: '2020-01-01T00:00:00Z',
    });
    expect(failure).toMatchObject({ sqlstate: 'PT422', detail: { errors: [{ pointer: '/expires_at' }] } });
  });

  test('is in the hands of its own business', async () => {
    const { id, caller } = await world.addKey(business);
    const other = await world.makeBusiness();
    const failure = await other.owner.refusal(revokeApiKey, { api_key_id: id });
    expect(failure).toMatchObject({ sqlstate: 'PT404', hint: 'api_key_not_found' });
    await caller.call('list_customers');
  });
});

test('when a key was last used is noted to the minute, and no request waits for it', async () => {
  const { id, caller } = await world.addKey(business);
  const lastUsed = async () =>
    (await business.owner.run(listApiKeys)).data.find((key) => key.id === id)?.last_used_at;
  expect(await lastUsed()).toBeNull();
  await inTransaction(world.admin, async (client) => {
    await client.query('select from public.api_keys where id = $1 for update', [id]);
    await caller.call('list_customers');
  });
  expect(await lastUsed()).toBeNull();
  await caller.call('list_customers');
  const first = await lastUsed();
  expect(first).not.toBeNull();
  await caller.call('list_customers');
  expect(await lastUsed()).toBe(first);
});
