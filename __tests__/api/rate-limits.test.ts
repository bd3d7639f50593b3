import { randomUUID } from 'node:crypto';
import { peerHeader } from '@/lib/limits/address';
import { testPassword } from '../helpers/callers';
import { actAs } from './support/server';
import { startApi, type ApiStage } from './support/stage';

jest.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`redirected to ${path}`);
  },
}));

let api: ApiStage;

beforeAll(async () => {
  Object.assign(process.env, {
    RATE_LIMIT_PER_KEY: '20/86400',
    RATE_LIMIT_PER_USER: '30/86400',
    RATE_LIMIT_PER_ADDRESS: '40/86400',
    RATE_LIMIT_SIGN_UP: '3/86400',
    TRUSTED_PROXY_HOPS: '1',
  });
  api = await startApi();
}, 60_000);
afterAll(() => api.close());

/** Once `next/headers` is what the stage makes of it. */
const actions = () => import('@/app/actions/account');
let addresses = 0;
/** What a client behind one proxy of ours cannot choose, and what it writes itself. */
const at = (address: string, written = '') => ({
  [peerHeader]: '10.0.0.2',
  'x-forwarded-for': written === '' ? address : `${written}, ${address}`,
});
const newAddress = () => `198.51.100.${(addresses += 1)}`;
const newKey = async () => {
  const { body } = await api.send('POST', '/api/api-keys', { body: { name: randomUUID() } });
  return String(body['key']);
};
const logIn = (email: string, password: string, headers: Record<string, string>) =>
  api.send('POST', '/api/auth/login', { as: null, body: { email, password }, headers });

describe('a key', () => {
  test('is told with each answer what is left, in the fields of the draft', async () => {
    const key = await newKey();
    const first = await api.send('GET', '/api/customers', { as: key });
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=20;w=86400');
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=19;t=\d+$/);
    const second = await api.send('GET', '/api/customers', { as: key });
    expect(second.headers.get('ratelimit')).toMatch(/^"key";r=18;t=\d+$/);
  });

  test('is refused beyond its quota with the time to wait, on refusals of other kinds it is counted too', async () => {
    const key = await newKey();
    const statuses: number[] = [];
    for (let index = 0; index < 22; index++) {
      const path = index % 2 ? '/api/customers/none' : '/api/customers';
      statuses.push((await api.send('GET', path, { as: key })).status);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    const reply = await api.send('GET', '/api/customers', { as: key });
    expect(reply.status).toBe(429);
    const { body, headers } = reply;
    expect(body).toMatchObject({ code: 'rate_limited', policy: 'key', quota: 20, window_seconds: 86_400 });
    expect(Number(headers.get('retry-after'))).toBe(body['retry_after_seconds']);
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
    expect(headers.get('ratelimit-policy')).toBe('"key";q=20;w=86400');
    // Nobody else is.
    expect((await api.send('GET', '/api/customers', { as: await newKey() })).status).toBe(200);
  });

  test('that does not exist counts against the address that tries it', async () => {
    const headers = at(newAddress());
    const statuses: number[] = [];
    for (let index = 0; index < 42; index++) {
      statuses.push((await api.send('GET', '/api/customers', { as: `sk_${randomUUID()}`, headers })).status);
    }
    expect(statuses.slice(0, 40)).toEqual(Array(40).fill(401));
    expect(statuses.slice(40)).toEqual([429, 429]);
  });
});

test('a user is limited by who they are', async () => {
  const user = await api.signUp('busy');
  const statuses: number[] = [];
  for (let index = 0; index < 31; index++) {
    statuses.push((await api.send('GET', '/api/auth/me', { as: user })).status);
  }
  expect(statuses.at(29)).toBe(200);
  expect(statuses.at(30)).toBe(429);
});

test('what watches over the app has no limit, and needs nobody', async () => {
  for (const path of ['/api/health', '/api/health/live', '/api/health/ready']) {
    const { status, headers } = await api.send('GET', path, { as: null, headers: at('198.51.100.250') });
    expect({ path, status, limit: headers.get('ratelimit') }).toEqual({ path, status: 200, limit: null });
  }
});

test('an address that a client makes up changes nothing', async () => {
  const address = newAddress();
  const statuses: number[] = [];
  for (let index = 0; index < 41; index++) {
    const headers = at(address, `203.0.113.${index}`);
    statuses.push((await api.send('GET', '/api/join/none', { as: null, headers })).status);
  }
  expect(statuses.at(39)).toBe(404);
  expect(statuses.at(40)).toBe(429);
});

describe('signing in', () => {
  test('slows down under guessing, tells when to try again, and takes the right password then', async () => {
    const { email } = await api.signUp('guessed');
    const headers = at(newAddress());
    const statuses: number[] = [];
    for (let index = 0; index < 7; index++) statuses.push((await logIn(email, 'wrong', headers)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
    const refused = await logIn(email, testPassword, headers);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(String(refused.body['detail'])).toMatch(/^Too many wrong passwords\. Try again in \d seconds?\.$/);
    await api.database.admin.query('update private.sign_in_attempts set blocked_until = now()');
    expect((await logIn(email, testPassword, headers)).status).toBe(200);
    expect((await logIn(email, 'wrong', headers)).status).toBe(401);
  });

  test('says the same of an account that does not exist', async () => {
    const headers = at(newAddress());
    const statuses: number[] = [];
    for (let index = 0; index < 7; index++)
      statuses.push((await logIn('nobody@example.test', 'wrong', headers)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
  });

  test('is no easier by the form than by the API, nor the other way round', async () => {
    const { email } = await api.signUp('form');
    const headers = at(newAddress());
    const form = new FormData();
    form.set('email', ` ${email.toUpperCase()} `);
    form.set('password', 'wrong');
    const { signInAction } = await actions();
    const outcomes: unknown[] = [];
    for (let index = 0; index < 3; index++) {
      outcomes.push(await actAs('', () => signInAction(null, form), headers));
      await logIn(email, 'wrong', headers);
    }
    expect(outcomes).toMatchObject(Array(3).fill({ ok: false, code: 'invalid_credentials' }));
    const refused = await actAs('', () => signInAction(null, form), headers);
    expect(refused).toMatchObject({
      ok: false,
      code: 'rate_limited',
      message: expect.stringMatching(/^Too many wrong passwords\. Try again in \d seconds?\.$/),
      remedy: 'Nothing was changed.',
    });
  });
});

test('new accounts are counted by address, by the form and by the API together', async () => {
  const headers = at(newAddress());
  const bodyOf = () => ({
    email: `${randomUUID()}@example.test`,
    password: testPassword,
    business_name: 'New',
  });
  const post = () => api.send('POST', '/api/auth/signup', { as: null, body: bodyOf(), headers });
  expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([201, 201, 201]);
  expect(await post()).toMatchObject({ status: 429, body: { policy: 'sign_up' } });
  const { signUpAction } = await actions();
  const form = new FormData();
  for (const [name, value] of Object.entries(bodyOf())) form.set(name, value);
  expect(await actAs('', () => signUpAction(null, form), headers)).toMatchObject({
    ok: false,
    code: 'rate_limited',
  });
});
