/** Who may start and stop a session, and what an end is called by who brought it about. */
import type { TestUser } from '../helpers/callers';
import { customer } from './support/makers';
import { startSandbox, type Sandbox } from './support/sandbox';
import { joinAs, withCredits } from './support/session-samples';

let api: Sandbox;
let ada: TestUser & { customerId: string };
let member: TestUser;
let viewer: TestUser;
let apiKey: string;
let apiKeyId: string;

async function colleague(role: 'member' | 'viewer'): Promise<TestUser> {
  const user = await api.signUp(role);
  const text = 'insert into public.memberships (business_id, user_id, role) values ($1, $2, $3)';
  await api.database.admin.query(text, [api.owner.businessId, user.id, role]);
  // Of one business only, so that no request has to name it.
  await api.database.admin.query('delete from public.memberships where user_id = $1 and business_id <> $2', [
    user.id,
    api.owner.businessId,
  ]);
  return user;
}

async function keyWith(scopes: string[]): Promise<{ id: string; key: string }> {
  const { body } = await api.send('POST', '/api/api-keys', { body: { name: 'Program', scopes } });
  return { id: String(body['id']), key: String(body['key']) };
}

beforeAll(async () => {
  api = await startSandbox();
  member = await colleague('member');
  viewer = await colleague('viewer');
  ({ id: apiKeyId, key: apiKey } = await keyWith(['sessions:read', 'sessions:write']));
});
afterAll(() => api.close());
beforeEach(async () => {
  ada = await joinAs(api, 'ada');
});

/** The same caller by the name that a table can have before there is anybody. */
const callers = {
  'the customer': () => ({ as: ada, actor: `customer:${ada.customerId}` }),
  'a member': () => ({ as: member, actor: `user:${member.id}` }),
  'another member': () => ({ as: api.owner, actor: `user:${api.owner.id}` }),
  'an API key': () => ({ as: apiKey, actor: `api_key:${apiKeyId}` }),
};
type Caller = keyof typeof callers;

test.each<[Caller, Caller, string]>([
  ['the customer', 'the customer', 'stopped'],
  ['the customer', 'a member', 'ended_by_business'],
  ['the customer', 'an API key', 'ended_by_business'],
  ['a member', 'a member', 'stopped'],
  ['a member', 'another member', 'ended_by_business'],
  ['a member', 'the customer', 'stopped'],
  ['an API key', 'an API key', 'stopped'],
  ['an API key', 'the customer', 'stopped'],
])('what %s started and %s stops ends as %s', async (starter, stopper, end_reason) => {
  const body = { customerId: ada.customerId };
  const started = await api.send('POST', '/api/session/start', { as: callers[starter]().as, body });
  expect(started).toMatchObject({
    status: 201,
    body: { customer_id: ada.customerId, session: { started_by: callers[starter]().actor } },
  });
  const stopped = await api.send('POST', '/api/session/stop', { as: callers[stopper]().as, body });
  expect(stopped).toMatchObject({
    status: 200,
    body: { stopped: true, session: { end_reason, ended_by: callers[stopper]().actor } },
  });
});

test('a customer who is archived has no running session: it ended then, and none can be started', async () => {
  await api.send('POST', '/api/session/start', { as: ada, body: {} });
  await api.pass(60);
  await api.send('DELETE', `/api/customers/${ada.customerId}`);
  const { body } = await api.send('GET', '/api/session/status', { as: ada });
  expect(body).toMatchObject({
    credits: '90',
    can_start: false,
    session: null,
    last_session: { end_reason: 'customer_archived', credits_used: '10', ended_by: `user:${api.owner.id}` },
  });
  for (const as of [ada, apiKey]) {
    const started = await api.send('POST', '/api/session/start', {
      as,
      body: { customerId: ada.customerId },
    });
    expect(started).toMatchObject({ status: 409, body: { code: 'customer_archived' } });
  }
});

test('who may only read, reads and starts nothing', async () => {
  const customerId = await withCredits(api);
  const reader = (await keyWith(['sessions:read'])).key;
  for (const as of [viewer, reader]) {
    const query = { customerId };
    expect(await api.send('GET', '/api/session/status', { as, query })).toMatchObject({ status: 200 });
    expect(await api.send('GET', '/api/sessions', { as, query })).toMatchObject({ status: 200 });
    for (const path of ['/api/session/start', '/api/session/stop']) {
      expect(await api.send('POST', path, { as, body: { customerId } })).toMatchObject({
        status: 403,
        body: { code: 'permission_denied', permission: 'sessions:write' },
      });
    }
  }
  expect(
    await api.send('POST', `/api/customers/${customerId}/credits`, { as: apiKey, body: { credits: 1 } }),
  ).toMatchObject({
    status: 403,
    body: { permission: 'wallets:write' },
  });
});

test('staff name the customer they mean, and those of another business do not exist', async () => {
  for (const as of [member, apiKey]) {
    expect(await api.send('POST', '/api/session/start', { as, body: {} })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customer_id', message: 'is required' }] },
    });
  }
  const stranger = await api.signUp('stranger');
  const { body: theirs } = await api.send('POST', '/api/customers', {
    as: stranger,
    body: { name: 'Theirs' },
  });
  const body = { customerId: theirs['id'] };
  for (const path of ['/api/session/start', '/api/session/stop']) {
    expect(await api.send('POST', path, { as: apiKey, body })).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    });
  }
  const { body: started } = await api.send('POST', '/api/session/start', { as: ada, body: {} });
  const { id } = started['session'] as { id: string };
  expect(await api.send('GET', `/api/sessions/${id}`, { as: stranger })).toMatchObject({
    status: 404,
    body: { code: 'session_not_found' },
  });
});

test('the rate is of the business, which may give another to one session; a customer may not', async () => {
  const customer_id = await withCredits(api);
  const { body } = await api.send('POST', '/api/session/start', {
    as: apiKey,
    body: { customer_id, credits_per_minute: 25, description: 'Two at once' },
  });
  expect(body).toMatchObject({ credits_per_minute: '25', session: { description: 'Two at once' } });
  expect(
    await api.send('POST', '/api/session/start', { as: ada, body: { creditsPerMinute: '1' } }),
  ).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/creditsPerMinute', message: 'is set by the business' }] },
  });
  await api.send('PUT', '/api/business', { body: { sessionCreditsPerMinute: '30' } });
  try {
    // A running session keeps the rate it began with.
    expect((await api.send('GET', '/api/session/status', { query: { customer_id } })).body).toMatchObject({
      credits_per_minute: '25',
    });
    expect((await api.send('POST', '/api/session/start', { as: ada, body: {} })).body).toMatchObject({
      session: { credits_per_minute: '30' },
    });
  } finally {
    await api.send('PUT', '/api/business', { body: { sessionCreditsPerMinute: '10' } });
  }
});

test('a customer without a login is for the business alone', async () => {
  const customer_id = await customer(api);
  expect(await api.send('GET', '/api/session/status', { as: ada, query: { customer_id } })).toMatchObject({
    status: 404,
    body: { code: 'business_not_found' },
  });
});
