import {
  AuthenticationError,
  BillingError,
  BillingSystemClient,
  ConflictError,
  DuplicateRecordError,
  NetworkError,
  NotFoundError,
  PaymentRequiredError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '@/packages/client/src';
import { customerId, quickClient, refusalOf } from './support/client';
import { json, misbehavingServer, page, problem, type Misbehaving } from './support/server';

let server: Misbehaving;

beforeAll(async () => {
  server = await misbehavingServer();
});

afterAll(() => server.close());

const ask = () => refusalOf(quickClient(server.url, { maxRetries: 0 }).customers.get({ customerId }));

test.each([
  [400, 'invalid_json', ValidationError],
  [401, 'api_key_invalid', AuthenticationError],
  [402, 'insufficient_funds', PaymentRequiredError],
  [402, 'credit_limit_exceeded', PaymentRequiredError],
  [402, 'insufficient_credits', PaymentRequiredError],
  [403, 'permission_denied', PermissionError],
  [404, 'customer_not_found', NotFoundError],
  [409, 'sku_taken', ConflictError],
  [409, 'session_already_active', ConflictError],
  [413, 'payload_too_large', BillingError],
  [422, 'invalid_request', ValidationError],
  [429, 'rate_limited', RateLimitError],
  [500, 'internal_error', ServerError],
  [503, 'service_unavailable', ServerError],
  [418, 'a_code_of_the_future', BillingError],
])('%i %s is a %p', async (status, code, Kind) => {
  server.does(problem(status, code, { available: '1.50' }, { 'x-request-id': 'r-1' }));
  const failure = await ask();
  expect(failure).toBeInstanceOf(Kind);
  expect(failure.constructor).toBe(Kind);
  expect(failure.name).toBe(Kind.name);
  expect(failure).toMatchObject({
    code,
    status,
    requestId: 'r-1',
    message: `${code.replaceAll('_', ' ')}.`,
    problem: { code, available: '1.50' },
  });
});

test('a duplicate has the first record, and is a conflict', async () => {
  const record = { id: 'first', source_request_id: null };
  server.does(problem(409, 'duplicate_record', { record }));
  const failure = await ask();
  expect(failure).toBeInstanceOf(DuplicateRecordError);
  expect(failure).toBeInstanceOf(ConflictError);
  expect(failure).toMatchObject({ record });
});

test('a refused request points to its fields', async () => {
  const errors = [{ pointer: '/hourlyDebitAmount', message: 'must not be negative' }];
  server.does(problem(422, 'invalid_request', { errors }));
  expect(await ask()).toMatchObject({ errors });
  server.does(problem(400, 'invalid_json'));
  expect(await ask()).toMatchObject({ errors: [] });
});

test('an answer that is not of the API says so, and keeps its status', async () => {
  server.does(page(502));
  expect(await ask()).toMatchObject({ name: 'ServerError', code: 'not_json', status: 502, problem: null });
  server.does(page(404));
  const failure = await ask();
  expect(failure).toMatchObject({ name: 'NotFoundError', code: 'not_json' });
  expect(failure.message).toBe(
    'Not the API answered, but something with 404 and text/html: check `baseUrl` and what is in front of the server.',
  );
  server.does(page(200));
  expect(await ask()).toMatchObject({ name: 'NetworkError', code: 'not_json', status: null });
});

test('JSON that is no problem is an error of its status', async () => {
  server.does(json(403, { message: 'Forbidden' }));
  expect(await ask()).toMatchObject({ name: 'PermissionError', code: 'unknown_error', status: 403 });
});

test('a redirect is not followed, since a POST would arrive as a GET', async () => {
  server.does((response) => response.writeHead(301, { location: 'https://elsewhere.test/' }).end());
  const failure = await ask();
  expect(failure).toMatchObject({ code: 'redirected', status: 301 });
  expect(failure.message).toContain('https://elsewhere.test/');
  expect(server.received).toHaveLength(1);
});

test('a server that is not there is a NetworkError that says why', async () => {
  const gone = await misbehavingServer();
  await gone.close();
  const failure = await refusalOf(quickClient(gone.url, { maxRetries: 0 }).health.get());
  expect(failure).toBeInstanceOf(NetworkError);
  expect(failure.message).toContain('ECONNREFUSED');
  expect(failure).toMatchObject({ code: 'network_error', status: null, problem: null });
});

test.each([
  ['no address', { baseUrl: '' }],
  ['two credentials', { baseUrl: '/api', apiKey: 'sk_1', accessToken: 't' }],
  ['a time-out of nothing', { baseUrl: '/api', timeoutMs: Number.NaN }],
  ['a negative number of retries', { baseUrl: '/api', maxRetries: -1 }],
])('%s is refused at once', (_name, options) => {
  expect(() => new BillingSystemClient(options)).toThrow(TypeError);
});

test('a credential that HTTP cannot carry is an error of the program, not of the network', async () => {
  const failure = await refusalOf(quickClient(server.url, { apiKey: 'sk_\nx' }).health.get());
  expect(failure.name).toBe('TypeError');
  expect(failure).not.toBeInstanceOf(BillingError);
});
