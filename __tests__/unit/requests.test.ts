import { createServer, request as send, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOf, peerHeader } from '@/lib/limits/address';
import { watchRequests } from '@/lib/observability/requests';

const mockLines: string[] = [];
jest.mock('pino', () => {
  const pino = jest.requireActual<typeof import('pino')>('pino');
  const make = (options: object) => pino(options, { write: (line: string) => void mockLines.push(line) });
  return Object.assign(make, pino, { default: make });
});

let server: Server;
let seen: IncomingHttpHeaders = {};

beforeAll(async () => {
  Object.assign(process.env, {
    SUPABASE_URL: 'http://127.0.0.1:9',
    SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_test',
    APP_URL: 'http://localhost:3000',
  });
  watchRequests();
  watchRequests();
  server = createServer(({ headers }, response) => {
    seen = headers;
    response.statusCode = 201;
    response.end('answered');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => void (mockLines.length = 0));

function get(path: string, headers: Record<string, string> = {}): Promise<IncomingHttpHeaders> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    send({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      response.resume().on('close', () => resolve(response.headers));
    })
      .on('error', reject)
      .end();
  });
}
/** The line comes when the connection has taken the answer. */
async function line(): Promise<Record<string, unknown>> {
  while (mockLines.length === 0) await new Promise(setImmediate);
  expect(mockLines).toHaveLength(1);
  return JSON.parse(mockLines[0] ?? '') as Record<string, unknown>;
}

test('the other end of the connection is written over whatever the client wrote in its place', async () => {
  await get('/', { [peerHeader]: '203.0.113.9', 'x-forwarded-for': '203.0.113.9' });
  expect(seen[peerHeader]).toBe('127.0.0.1');
  const headers = new Headers({ [peerHeader]: String(seen[peerHeader]), 'x-forwarded-for': '203.0.113.9' });
  expect(addressOf(headers, 0)).toBe('127.0.0.1');
});

test('a page is one line, under the id that its code and its answer have', async () => {
  const answered = await get('/customers?search=ada%40example.test');
  expect(answered['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen['x-request-id']).toBe(answered['x-request-id']);
  const told = await line();
  expect(told).toMatchObject({
    level: 'info',
    request_id: answered['x-request-id'],
    page: '/customers',
    method: 'GET',
    status: 201,
    duration_ms: expect.any(Number),
  });
  expect(JSON.stringify(told)).not.toContain('ada');
});

test('an id of the caller is kept where it is one, and no other text of theirs', async () => {
  expect((await get('/', { 'x-request-id': 'order-4711' }))['x-request-id']).toBe('order-4711');
  expect((await get('/', { 'x-request-id': 'two words' }))['x-request-id']).not.toBe('two words');
});

test('the secret in the link of an invitation is not in the line', async () => {
  await get('/invite/inv_AaH_q-LNfeO9DEw5CWMpFg_secret');
  expect(await line()).toMatchObject({ page: '/invite/[token]' });
});

test('operations, which write lines of their own, and files have none here', async () => {
  await get('/api/customers');
  await get('/_next/static/chunk.js');
  await get('/icon.svg');
  await get('/');
  expect(await line()).toMatchObject({ page: '/' });
});
