/** Table A of the requirements over HTTP, as a program would go through it. */
import { testPassword } from '../helpers/callers';
import { startApi, type ApiStage, type SendOptions } from './support/stage';

let api: ApiStage;
let token: string;
const email = 'ada@example.test';

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

function as(options: SendOptions = {}): SendOptions {
  return { ...options, as: null, headers: { authorization: `Bearer ${token}`, ...options.headers } };
}

test('a newcomer signs up and has a business of their own', async () => {
  const body = { email, password: testPassword, businessName: 'Ada & Sons', currency: 'USD' };
  const reply = await api.send('POST', '/api/auth/signup', { as: null, body });
  expect(reply).toMatchObject({ status: 201, body: { token_type: 'bearer', user: { email } } });
  token = String(reply.body['access_token']);
  const me = await api.send('GET', '/api/auth/me', as());
  expect(me.body).toMatchObject({
    kind: 'user',
    user: { email },
    businesses: [{ name: 'Ada & Sons', role: 'owner' }],
  });
});

test('who names no business gets one of their own all the same', async () => {
  const body = { email: 'grace@example.test', password: testPassword };
  const { body: session } = await api.send('POST', '/api/auth/signup', { as: null, body });
  const headers = { authorization: `Bearer ${String(session['access_token'])}` };
  const { body: me } = await api.send('GET', '/api/auth/me', { as: null, headers });
  expect(me['businesses']).toEqual([expect.objectContaining({ name: 'Grace', role: 'owner' })]);
});

test('an address that is registered is a conflict, and a wrong password tells nothing more', async () => {
  const again = await api.send('POST', '/api/auth/signup', {
    as: null,
    body: { email, password: testPassword },
  });
  expect(again).toMatchObject({
    status: 409,
    body: { code: 'email_taken', errors: [{ pointer: '/email' }] },
  });
  const wrong = { email, password: 'not the password' };
  const unknown = { email: 'nobody@example.test', password: 'not the password' };
  for (const body of [wrong, unknown]) {
    const reply = await api.send('POST', '/api/auth/login', { as: null, body });
    expect(reply).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } });
  }
});

test('signing in gives a token that works', async () => {
  const reply = await api.send('POST', '/api/auth/login', {
    as: null,
    body: { email, password: testPassword },
  });
  expect(reply.status).toBe(200);
  token = String(reply.body['access_token']);
  expect(await api.send('GET', '/api/user/profile', as())).toMatchObject({
    status: 200,
    body: { user: { email } },
  });
});

test('an invitation brings a second person into the business', async () => {
  const invitation = await api.send('POST', '/api/invitations', as({ body: { role: 'viewer' } }));
  const secret = String(invitation.body['token']);
  const body = { email: 'guest@example.test', password: testPassword, invitation: secret };
  const guest = await api.send('POST', '/api/auth/signup', { as: null, body });
  const headers = { authorization: `Bearer ${String(guest.body['access_token'])}` };
  const { body: me } = await api.send('GET', '/api/auth/me', { as: null, headers });
  expect(me['businesses']).toEqual([expect.objectContaining({ name: 'Ada & Sons', role: 'viewer' })]);
  const late = { ...body, email: 'late@example.test' };
  expect(await api.send('POST', '/api/auth/signup', { as: null, body: late })).toMatchObject({
    status: 404,
    body: { code: 'invitation_not_found' },
  });
});

test('customers are debited by hand, each outcome in the logs, and an hour never twice', async () => {
  const create = async (body: object) => (await api.send('POST', '/api/customers', as({ body }))).body;
  const able = await create({ name: 'Able', balance: '100.00', hourlyDebitAmount: '5.00' });
  const broke = await create({ name: 'Broke', balance: 3, hourlyDebitAmount: '5' });
  expect(able).toMatchObject({ balance: '100.00', hourly_debit_amount: '5.00', runway_hours: 20 });

  const preview = await api.send('GET', '/api/debit-processor/preview', as());
  expect(preview.body).toMatchObject({ due: 2, would_succeed: 1, would_fail: 1, total: '5.00' });
  const run = await api.send('POST', '/api/debit-processor/trigger', as());
  expect(run).toMatchObject({
    status: 200,
    body: {
      status: 'completed',
      processed: 2,
      succeeded: 1,
      failed: 1,
      total_debited: '5.00',
      currency: 'USD',
    },
  });
  await api.send('POST', '/api/debit-processor/trigger', as());

  const balanceOf = async (id: unknown) =>
    (await api.send('GET', `/api/billing/balance/${String(id)}`, as())).body['balance'];
  expect([await balanceOf(able['id']), await balanceOf(broke['id'])]).toEqual(['95.00', '3.00']);
  const success = await api.send('GET', '/api/customers/logs', as({ query: { status: 'success' } }));
  expect(success.body['data']).toEqual([
    expect.objectContaining({
      customer_name: 'Able',
      amount: '5.00',
      balance_before: '100.00',
      balance_after: '95.00',
    }),
  ]);
  const failed = await api.send(
    'GET',
    '/api/customers/logs',
    as({ query: { customerId: String(broke['id']), limit: '1' } }),
  );
  expect(failed.body).toMatchObject({
    data: [
      { status: 'failed', error_code: 'insufficient_funds', balance_before: '3.00', balance_after: '3.00' },
    ],
    has_more: true,
    next_cursor: expect.any(String),
  });
  const next = { customerId: String(broke['id']), limit: '1', cursor: String(failed.body['next_cursor']) };
  const older = await api.send('GET', '/api/customers/logs', as({ query: next }));
  expect(older.body).toMatchObject({ data: [{ attempt: 1 }], has_more: false, next_cursor: null });
  const status = await api.send('GET', '/api/debit-processor/status', as());
  expect(status.body).toMatchObject({ runs: 2, succeeded: 1, failed: 2, total_debited: '5.00' });
  expect((await api.send('GET', '/api/ledger/proof', as())).body).toMatchObject({
    ok: true,
    discrepancies: [],
  });
});

test.each([
  ['a negative opening balance', { name: 'x', balance: '-1' }, '/balance', 'must not be negative'],
  ['a negative amount', { name: 'x', hourlyDebitAmount: -5 }, '/hourlyDebitAmount', 'must not be negative'],
  [
    'a third decimal',
    { name: 'x', hourlyDebitAmount: '5.001' },
    '/hourlyDebitAmount',
    'must have at most 2 decimals',
  ],
  ['an empty name', { name: ' ' }, '/name', 'must not be empty'],
  ['no name', {}, '/name', 'is required'],
])('%s is a clear 422 that names the field', async (_what, body, pointer, message) => {
  const reply = await api.send('POST', '/api/customers', as({ body }));
  expect(reply).toMatchObject({
    status: 422,
    body: { code: 'invalid_request', errors: [{ pointer, message }] },
  });
});

test("another business's customer does not exist", async () => {
  const { body } = await api.send('POST', '/api/customers', as({ body: { name: 'Hidden', balance: '1' } }));
  const id = String(body['id']);
  for (const [method, path, options] of [
    ['GET', `/api/customers/${id}`, {}],
    ['PUT', `/api/customers/${id}`, { body: { name: 'Taken' } }],
    ['DELETE', `/api/customers/${id}`, {}],
    ['GET', `/api/customers/${id}/ledger`, {}],
    ['GET', `/api/billing/balance/${id}`, {}],
    ['POST', '/api/billing/credit', { body: { customerId: id, amount: '1' } }],
  ] as const) {
    expect(await api.send(method, path, options)).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    });
  }
  const logs = await api.send('GET', '/api/customers/logs', { query: { customer_id: id } });
  expect(logs.body).toEqual({ data: [], has_more: false, next_cursor: null });
});

test('a customer with history is archived, one without is gone', async () => {
  const made = async (balance: string) =>
    String((await api.send('POST', '/api/customers', as({ body: { name: 'Leaving', balance } }))).body['id']);
  const [rich, fresh] = [await made('1'), await made('0')];
  const remove = (id: string) => api.send('DELETE', `/api/customers/${id}`, as());
  expect((await remove(rich)).body).toMatchObject({ archived: true, deleted: false });
  expect((await remove(fresh)).body).toMatchObject({ archived: false, deleted: true });
  expect((await api.send('GET', `/api/customers/${rich}`, as())).body).toMatchObject({ status: 'archived' });
  expect(await api.send('GET', `/api/customers/${fresh}`, as())).toMatchObject({ status: 404 });
  const credit = { customerId: rich, amount: '1' };
  expect(await api.send('POST', '/api/billing/credit', as({ body: credit }))).toMatchObject({
    status: 409,
    body: { code: 'customer_archived', customer_id: rich },
  });
});
