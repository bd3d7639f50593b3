/** Who is let in, and with what. */
import { SignJWT } from 'jose';
import { operations } from '@/lib/operations';
import { testPassword } from '../helpers/callers';
import { checksumsOf } from './support/checksum';
import { sampleOf } from './support/samples';
import { sessionCookie } from './support/session';
import { fillPath, startApi, type ApiStage } from './support/stage';

let api: ApiStage;
let apiKey: string;
let cookie: string;

beforeAll(async () => {
  api = await startApi();
  apiKey = String((await api.send('POST', '/api/api-keys', { body: { name: 'Program' } })).body['key']);
  cookie = await sessionCookie(api);
});
afterAll(() => api.close());

const get = (headers: Record<string, string>) => api.send('GET', '/api/auth/me', { as: null, headers });

function tokenOf(
  claims: object,
  { secret = api.lite.jwtSecret, seconds = 60, audience = 'authenticated' } = {},
) {
  return new SignJWT({ role: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(api.owner.id)
    .setAudience(audience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(secret));
}

describe('a caller is let in', () => {
  test.each([
    ['with a bearer token', () => ({ authorization: `Bearer ${api.owner.accessToken}` }), 'user'],
    ['however the scheme is spelled', () => ({ authorization: `bearer ${api.owner.accessToken}` }), 'user'],
    ['with an API key in x-api-key', () => ({ 'x-api-key': apiKey }), 'api_key'],
    ['with an API key as a bearer token', () => ({ authorization: `Bearer ${apiKey}` }), 'api_key'],
    [
      'with both, as the key',
      () => ({ 'x-api-key': apiKey, authorization: `Bearer ${api.owner.accessToken}` }),
      'api_key',
    ],
    ['for reading, with the session cookie of the dashboard', () => ({ cookie }), 'user'],
  ])('%s', async (_how, headers, kind) => {
    expect(await get(headers())).toMatchObject({ status: 200, body: { kind } });
  });

  test('with a token of their own, even where their session cookie is another person', async () => {
    const other = await api.signUp('other');
    const reply = await get({ cookie, authorization: `Bearer ${other.accessToken}` });
    expect(reply.body).toMatchObject({ user: { id: other.id } });
  });
});

describe('a caller is turned away', () => {
  test.each<[string, () => Record<string, string> | Promise<Record<string, string>>, string]>([
    ['without anything', () => ({}), 'authentication_required'],
    ['with an empty bearer token', () => ({ authorization: 'Bearer ' }), 'token_invalid'],
    ['with another scheme', () => ({ authorization: 'Basic YTpi' }), 'token_invalid'],
    ['with garbage for a token', () => ({ authorization: 'Bearer garbage' }), 'token_invalid'],
    [
      'with a token of another project',
      async () => bearer(await tokenOf({}, { secret: 'y'.repeat(40) })),
      'token_invalid',
    ],
    [
      'with a token for another audience',
      async () => bearer(await tokenOf({}, { audience: 'anon' })),
      'token_invalid',
    ],
    ['with the token of no user', async () => bearer(await tokenOf({ role: 'anon' })), 'token_invalid'],
    ['with a service token', async () => bearer(await tokenOf({ role: 'service_role' })), 'token_invalid'],
    ['with an unsigned token', () => bearer(unsigned()), 'token_invalid'],
    [
      'with a token that has expired',
      async () => bearer(await tokenOf({}, { seconds: -1 })),
      'token_expired',
    ],
    ['with an unknown key', () => ({ 'x-api-key': `${apiKey.slice(0, -4)}AAAA` }), 'api_key_invalid'],
    ['with an empty key', () => ({ 'x-api-key': '' }), 'api_key_invalid'],
    ['with garbage for a key', () => bearer('sk_garbage'), 'api_key_invalid'],
    [
      'with a cookie that is no session',
      () => ({ cookie: 'drawdown_session=garbage' }),
      'authentication_required',
    ],
  ])('%s', async (_how, headers, code) => {
    const reply = await get(await headers());
    expect(reply).toMatchObject({ status: 401, body: { code, type: `/docs/errors/${code}` } });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('with the token of a user who is gone', async () => {
    const gone = await api.signUp('gone');
    await api.database.admin.query('delete from auth.users where id = $1', [gone.id]);
    expect(await api.send('GET', '/api/auth/me', { as: gone })).toMatchObject({
      status: 401,
      body: { code: 'token_invalid' },
    });
  });

  test('with a key that was revoked or has expired, at once', async () => {
    const made = (await api.send('POST', '/api/api-keys', { body: { name: 'Short-lived' } })).body;
    const key = String(made['key']);
    expect(await api.send('GET', '/api/auth/me', { as: key })).toMatchObject({ status: 200 });
    const expire = "update public.api_keys set expires_at = now() - interval '1 second' where id = $1";
    await api.database.admin.query(expire, [made['id']]);
    expect((await api.send('GET', '/api/auth/me', { as: key })).body).toMatchObject({
      code: 'api_key_expired',
    });
    await api.send('DELETE', `/api/api-keys/${String(made['id'])}`);
    expect((await api.send('GET', '/api/auth/me', { as: key })).body).toMatchObject({
      code: 'api_key_revoked',
    });
  });
});

test('an operation that anyone may call asks for no credentials, not even for good ones', async () => {
  const headers = bearer(await tokenOf({}, { seconds: -1 }));
  expect(await api.send('GET', '/api/health', { as: null, headers })).toMatchObject({ status: 200 });
  const body = { email: api.owner.email, password: testPassword };
  expect(await api.send('POST', '/api/auth/login', { as: null, headers, body })).toMatchObject({
    status: 200,
  });
});

const writes = operations.filter(({ method, access }) => method !== 'GET' && access !== null);

test.each(writes.map((operation) => [operation.name, operation] as const))(
  'a page of another site cannot make a visitor %s: a cookie writes nothing',
  async (name, operation) => {
    const { input } = await sampleOf(api, name);
    const before = await checksumsOf(api.database.admin);
    const { path, rest } = fillPath(operation, input);
    const reply = await api.send(operation.method, path, {
      as: null,
      headers: { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' },
      ...(operation.method === 'DELETE' ? {} : { body: rest }),
    });
    expect(reply).toMatchObject({ status: 401, body: { code: 'authentication_required' } });
    expect(await checksumsOf(api.database.admin)).toEqual(before);
  },
);

test.each(
  operations.flatMap(({ name, access, method, path }) =>
    access === null
      ? []
      : [[name, method, path.replace(/\{\w+\}/g, '0196c1f0-0000-7000-8000-000000000001')] as const],
  ),
)('%s lets nobody in who shows nothing', async (_name, method, path) => {
  expect(await api.send(method, `/api${path}`, { as: null })).toMatchObject({
    status: 401,
    body: { code: 'authentication_required' },
  });
});

test('a key does what its scopes say, and a key cannot do what only a user can', async () => {
  const body = { name: 'Reader', scopes: ['customers:read'] };
  const reader = String((await api.send('POST', '/api/api-keys', { body })).body['key']);
  expect(await api.send('GET', '/api/customers', { as: reader })).toMatchObject({ status: 200 });
  expect(await api.send('POST', '/api/customers', { as: reader, body: { name: 'x' } })).toMatchObject({
    status: 403,
    body: { code: 'permission_denied', permission: 'customers:write' },
  });
  expect(await api.send('POST', '/api/businesses', { as: apiKey, body: { name: 'x' } })).toMatchObject({
    status: 403,
    body: { code: 'permission_denied' },
  });
});

test('the business of a caller with several is the one in x-business-id, or in the request', async () => {
  const several = await api.signUp('several');
  const second = String(
    (await api.send('POST', '/api/businesses', { as: several, body: { name: 'Second' } })).body['id'],
  );
  expect(await api.send('GET', '/api/business', { as: several })).toMatchObject({
    status: 422,
    body: { code: 'business_required' },
  });
  const headers = { 'x-business-id': second };
  expect((await api.send('GET', '/api/business', { as: several, headers })).body).toMatchObject({
    id: second,
  });
  const query = { businessId: several.businessId };
  expect((await api.send('GET', '/api/business', { as: several, headers, query })).body).toMatchObject({
    id: several.businessId,
  });
  for (const foreign of [api.owner.businessId, 'nonsense', '']) {
    const reply = await api.send('GET', '/api/business', {
      as: several,
      headers: { 'x-business-id': foreign },
    });
    expect(reply).toMatchObject({ status: 404, body: { code: 'business_not_found' } });
  }
});

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: api.owner.id,
    aud: 'authenticated',
    role: 'authenticated',
    exp: Math.floor(Date.now() / 1000) + 60,
  };
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
