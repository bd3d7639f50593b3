import { randomUUID } from 'node:crypto';
import { testPassword } from '../helpers/callers';
import { startApi, type ApiStage } from './support/stage';

const mockLines: string[] = [];
// The real pino, writing where the test can read.
jest.mock('pino', () => {
  const pino = jest.requireActual<typeof import('pino')>('pino');
  const make = (options: object) => pino(options, { write: (line: string) => void mockLines.push(line) });
  return Object.assign(make, pino, { default: make });
});

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
  process.env['LOG_LEVEL'] = 'trace';
}, 60_000);
afterAll(() => api.close());
beforeEach(() => void (mockLines.length = 0));

const lines = () => mockLines.map((line) => JSON.parse(line) as Record<string, unknown>);
const requests = () => lines().filter(({ msg }) => msg === 'request');

test('each request of the API is one line: what, how it ended, how long, for whom, under which id', async () => {
  const { body } = await api.send('POST', '/api/api-keys', { body: { name: 'logged' } });
  mockLines.length = 0;
  await api.send('GET', '/api/customers', {
    as: String(body['key']),
    headers: { 'x-request-id': 'order-4711' },
  });
  expect(requests()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      request_id: 'order-4711',
      operation: 'list_customers',
      method: 'GET',
      status: 200,
      duration_ms: expect.any(Number),
      business_id: api.owner.businessId,
      actor: `api_key:${String(body['id'])}`,
      msg: 'request',
    },
  ]);
});

test('a refusal has its code, and a user their id', async () => {
  await api.send('GET', '/api/customers/0196c1f0-0000-7000-8000-000000000001');
  expect(requests()).toMatchObject([
    { status: 404, code: 'customer_not_found', actor: `user:${api.owner.id}`, operation: 'get_customer' },
  ]);
});

test('the id of the request is that of the ledger', async () => {
  const { body } = await api.send('POST', '/api/customers', { body: { name: 'Logged' } });
  await api.send('POST', '/api/billing/credit', {
    body: { customer_id: body['id'], amount: '5' },
    headers: { 'x-request-id': 'traced-1' },
  });
  const { rows } = await api.database.admin.query(
    "select count(*)::integer as entries from public.ledger_entries where request_id = 'traced-1'",
  );
  expect(rows).toEqual([{ entries: 1 }]);
  expect(requests().at(-1)).toMatchObject({ request_id: 'traced-1', operation: 'add_credit' });
});

test('what looks after the app is told without a line of its own, unless something is wrong', async () => {
  await api.send('GET', '/api/health', { as: null });
  expect(requests()).toMatchObject([{ level: 'debug' }]);
});

test('an error inside is told with its reason, under the id that the caller has', async () => {
  await api.database.admin.query('alter function private.get_status(uuid) rename to get_status_away');
  const reply = await api.send('GET', '/api/status');
  await api.database.admin.query('alter function private.get_status_away(uuid) rename to get_status');
  expect(reply.status).toBe(500);
  const [error] = lines().filter(({ level }) => level === 'error');
  expect(error).toMatchObject({
    request_id: reply.body['request_id'],
    code: 'internal_error',
    err: { code: '42883', message: expect.stringContaining('get_status') },
  });
});

test('no secret reaches a line: passwords, keys, tokens, secrets of invitations, whatever fails around them', async () => {
  const secrets: string[] = [testPassword, api.owner.accessToken, 'hunter2-hunter2', 'wrong-password-1'];
  const { body: made } = await api.send('POST', '/api/api-keys', { body: { name: 'secret' } });
  const key = String(made['key']);
  const { body: invited } = await api.send('POST', '/api/invitations', { body: { role: 'viewer' } });
  const invitation = String(invited['token']);
  secrets.push(key, invitation, `${key.slice(0, -3)}AAA`);
  const email = `${randomUUID()}@example.test`;

  await api.send('GET', '/api/customers', { as: key });
  await api.send('GET', '/api/customers', { as: `${key.slice(0, -3)}AAA` });
  await api.send('GET', '/api/customers', { as: null, headers: { authorization: `Bearer ${key}` } });
  await api.send('GET', '/api/customers', { headers: { authorization: `Basic ${key}` }, as: null });
  await api.send('GET', '/api/customers', { as: key, headers: { 'x-request-id': `${key} x` } });
  await api.send('GET', '/api/customers', { as: key, headers: { 'x-business-id': key } });
  await api.send('POST', '/api/auth/login', {
    as: null,
    body: { email: api.owner.email, password: testPassword },
  });
  await api.send('POST', '/api/auth/login', {
    as: null,
    body: { email: api.owner.email, password: 'wrong-password-1' },
  });
  await api.send('POST', '/api/auth/signup', { as: null, raw: '{"password": "hunter2-hunter2"' });
  await api.send('POST', '/api/auth/signup', { as: null, body: { email, password: 'hunter2-hunter2' } });
  await api.send('GET', '/api/invitations/preview', { as: null, query: { token: invitation } });
  // A failure inside, whose text and fields repeat what was sent.
  await api.database.admin.query(`
    alter function private.get_invitation(text) rename to get_invitation_away;
    create function private.get_invitation(token text) returns json language plpgsql security definer as $$
    begin raise exception 'no % in %', token, current_setting('request.headers') using detail = token, hint = token; end $$;
    grant execute on function private.get_invitation(text) to anon, authenticated;`);
  const reply = await api.send('GET', '/api/invitations/preview', {
    as: null,
    query: { token: invitation },
  });
  await api.database.admin.query(`
    drop function private.get_invitation(text);
    alter function private.get_invitation_away(text) rename to get_invitation;`);
  expect(reply.status).toBe(500);

  expect(lines().some(({ level }) => level === 'error')).toBe(true);
  const text = mockLines.join('');
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  // Who they are is no secret; what they wrote is theirs.
  expect(text).not.toContain(api.owner.email);
  expect(text).not.toContain(email);
});
