/** What every request has in common: its id, its problems, and what happens when something breaks. */
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
  '%s of a path that does not exist is a problem',
  async (method) => {
    const reply = await api.send(method, '/api/no/such/thing', { as: null });
    expect(reply).toMatchObject({
      status: 404,
      body: { code: 'route_not_found', status: 404, detail: `There is no ${method} /api/no/such/thing.` },
    });
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
  },
);

test('the request id of the caller comes back, and stands in the ledger with who sent it', async () => {
  const { body: customer } = await api.send('POST', '/api/customers', { body: { name: 'Traced' } });
  const headers = { 'x-request-id': 'order:42.a_b-c' };
  const body = { customer_id: customer['id'], amount: '1' };
  const credited = await api.send('POST', '/api/billing/credit', { body, headers });
  expect(credited.headers.get('x-request-id')).toBe('order:42.a_b-c');
  expect(credited.body).toMatchObject({
    entry: { request_id: 'order:42.a_b-c', actor: `user:${api.owner.id}` },
  });

  const { body: key } = await api.send('POST', '/api/api-keys', { body: { name: 'Program' } });
  const byKey = await api.send('POST', '/api/billing/credit', { body, as: String(key['key']) });
  expect(byKey.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(byKey.body).toMatchObject({
    entry: { request_id: byKey.headers.get('x-request-id'), actor: `api_key:${String(key['id'])}` },
  });
  const refused = await api.send('GET', '/api/customers/nonsense', { headers });
  expect(refused.body).toMatchObject({ request_id: 'order:42.a_b-c' });
});

test.each(['', 'x'.repeat(101), 'a b', '<script>', '"}'])('a request id of %j is replaced', async (id) => {
  const { headers } = await api.send('GET', '/api/health', { headers: { 'x-request-id': id } });
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('an error that nobody expected tells the caller a request id and nothing else', async () => {
  await api.database.admin.query('alter function private.get_account() rename to get_account_away');
  try {
    const reply = await api.send('GET', '/api/auth/me');
    expect(reply.status).toBe(500);
    expect(reply.body).toEqual({
      type: '/docs/errors/internal_error',
      title: 'internal error',
      status: 500,
      detail: 'internal error',
      code: 'internal_error',
      error: 'internal error',
      remedy: expect.any(String),
      request_id: reply.headers.get('x-request-id'),
    });
  } finally {
    await api.database.admin.query('alter function private.get_account_away() rename to get_account');
  }
});

test('no answer is kept by a cache on the way', async () => {
  for (const path of ['/api/health', '/api/customers', '/api/customers/nonsense', '/api/nothing']) {
    expect((await api.send('GET', path)).headers.get('cache-control')).toBe('no-store');
  }
});

test('a body of no fields may be left out', async () => {
  expect(await api.send('POST', '/api/debit-processor/trigger')).toMatchObject({ status: 200 });
  expect(await api.send('POST', '/api/debit-processor/trigger', { raw: ' \n' })).toMatchObject({
    status: 200,
  });
});

test('a body longer than it says is stopped at the limit', async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(100_000))),
  });
  const init = {
    method: 'POST',
    body: endless,
    duplex: 'half',
    headers: { authorization: `Bearer ${api.owner.accessToken}` },
  };
  const { POST } = await import('@/app/api/customers/route');
  const response = await POST(new Request('http://localhost:3000/api/customers', init as RequestInit), {
    params: Promise.resolve({}),
  });
  expect(response.status).toBe(413);
});
