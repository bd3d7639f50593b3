import { anyFreePort } from '@/scripts/local/ports';
import { peerHeader } from '@/lib/limits/address';
import { nextHeaders, serve } from './support/server';

jest.mock('next/headers', () => nextHeaders());

/** Where there is no database, and never was. */
beforeAll(async () => {
  Object.assign(process.env, {
    SUPABASE_URL: 'http://127.0.0.1:9',
    SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test',
    SUPABASE_JWT_SECRET: 'a secret of thirty-two characters!',
    DATABASE_URL: `postgresql://drawdown:hunter2@127.0.0.1:${await anyFreePort()}/postgres`,
    APP_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
    METRICS_TOKEN: 'a-token-of-the-operator',
  });
});

const ask = async (path: string, headers: Record<string, string> = {}, body?: unknown) => {
  const response = await serve(
    new Request(`http://localhost:3000${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('live answers all the same: a process is not started again for what is not its fault', async () => {
  expect((await ask('/api/health/live')).status).toBe(200);
});

test('ready names the database, and nothing of where it is', async () => {
  const { status, text } = await ask('/api/health/ready');
  expect(status).toBe(503);
  expect(JSON.parse(text)).toMatchObject({ code: 'not_ready', failed: ['database'] });
  expect(text).not.toMatch(/hunter2|127\.0\.0\.1|ECONNREFUSED|postgres/);
});

test('whatever is limited is refused with 503 and when to come again, as without limits', async () => {
  for (const [path, headers, body] of [
    ['/api/customers', { 'x-api-key': 'sk_test' }],
    ['/api/auth/login', { [peerHeader]: '203.0.113.9' }, { email: 'a@example.test', password: 'x' }],
    ['/api/join/any', { [peerHeader]: '203.0.113.9' }],
  ] as const) {
    const reply = await ask(path, headers, body);
    expect({ path, status: reply.status, code: JSON.parse(reply.text).code }).toEqual({
      path,
      status: 503,
      code: 'service_unavailable',
    });
    expect(reply.headers.get('retry-after')).toBe('1');
  }
});

test('the metrics are there without it, and say that it is away', async () => {
  const { status, text } = await ask('/api/metrics', { authorization: 'Bearer a-token-of-the-operator' });
  expect(status).toBe(200);
  expect(text).toMatch(/^drawdown_database_up 0$/m);
  expect(text).not.toContain('drawdown_job_');
});
