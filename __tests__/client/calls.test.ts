import { NetworkError, ServerError, TimeoutError, type ResponseInfo } from '@/packages/client/src';
import { customerId, quickClient, refusalOf, usage } from './support/client';
import {
  cutOff,
  cutOffQuietly,
  drop,
  json,
  misbehavingServer,
  page,
  problem,
  silence,
  type Misbehaving,
} from './support/server';

let server: Misbehaving;

beforeAll(async () => {
  server = await misbehavingServer();
});

afterAll(() => server.close());

const credit = { customerId, amount: '50.00' };
const heardOf = (header: string) => server.received.map(({ headers }) => headers[header]);

describe('a request', () => {
  test('has ids in its path, the rest in the query of a read and in the body of a write', async () => {
    server.does(json(200, { data: [], has_more: false, next_cursor: null }));
    const client = quickClient(server.url);
    await client.wallets
      .listLedgerEntries({ customerId, wallet: 'prepaid', limit: 2, cursor: undefined })
      .page();
    await client.customers.update({ customerId, hourlyDebitAmount: '5.00', name: 'Ada' });
    expect(server.received).toMatchObject([
      { method: 'GET', url: `/api/customers/${customerId}/ledger?wallet=prepaid&limit=2`, body: undefined },
      {
        method: 'PUT',
        url: `/api/customers/${customerId}`,
        body: { hourlyDebitAmount: '5.00', name: 'Ada' },
      },
    ]);
  });

  test('a moment may be a Date', async () => {
    server.does(json(200, { data: [], has_more: false, next_cursor: null }));
    await quickClient(server.url)
      .orders.getOverdue({ asOf: new Date('2026-11-01T00:00:00Z') })
      .page();
    expect(server.received[0]?.url).toBe('/api/overdue?asOf=2026-11-01T00%3A00%3A00.000Z');
  });

  test.each(['', '.', '..'])('an id %j cannot lead to another path', async (id) => {
    server.does(json(200, {}));
    expect(await refusalOf(quickClient(server.url).customers.get({ customerId: id }))).toBeInstanceOf(
      TypeError,
    );
    await quickClient(server.url).customers.get({ customerId: '../health?x' });
    expect(server.received.map(({ url }) => url)).toEqual(['/api/customers/..%2Fhealth%3Fx']);
  });

  test('carries the API key, or the token, or neither; and the business', async () => {
    server.does(json(200, {}));
    await quickClient(server.url, { businessId: 'b1' }).health.get();
    await quickClient(server.url, { apiKey: undefined, accessToken: 't1' }).health.get();
    await quickClient(server.url, { apiKey: undefined }).health.get();
    expect(heardOf('x-api-key')).toEqual(['sk_test', undefined, undefined]);
    expect(heardOf('authorization')).toEqual([undefined, 'Bearer t1', undefined]);
    expect(heardOf('x-business-id')).toEqual(['b1', undefined, undefined]);
  });

  test('a credential that is a function is asked before each attempt', async () => {
    server.does(drop, json(200, {}));
    let asked = 0;
    const accessToken = () => Promise.resolve(`t${(asked += 1)}`);
    await quickClient(server.url, { apiKey: undefined, accessToken }).health.get();
    expect(heardOf('authorization')).toEqual(['Bearer t1', 'Bearer t2']);
  });

  test('amounts come as the text that the server sent', async () => {
    server.does(json(200, { balance: '999999999999999.000001' }));
    const { balance } = await quickClient(server.url).wallets.getBalance({ customerId });
    expect(balance).toBe('999999999999999.000001');
  });
});

describe('a write', () => {
  test('has a key of its own, the same on each attempt, and one request id', async () => {
    server.does(drop, problem(500, 'internal_error'), cutOff, json(201, { balance: '50.00' }));
    const seen: ResponseInfo[] = [];
    const client = quickClient(server.url);
    await client.wallets.addCredit(credit, { onResponse: (response) => seen.push(response) });
    expect(server.received).toHaveLength(4);
    expect(new Set(heardOf('idempotency-key')).size).toBe(1);
    expect(heardOf('idempotency-key')[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(new Set(heardOf('x-request-id')).size).toBe(1);
    expect(seen).toEqual([
      { status: 201, requestId: heardOf('x-request-id')[0], isReplay: false, attempts: 4 },
    ]);

    await client.wallets.addCredit(credit);
    expect(new Set(heardOf('idempotency-key')).size).toBe(2);
  });

  test("takes the caller's key, and tells a replay", async () => {
    server.does(json(201, {}, { 'idempotent-replayed': 'true' }));
    const seen: ResponseInfo[] = [];
    const options = {
      idempotencyKey: 'invoice-42',
      onResponse: (response: ResponseInfo) => seen.push(response),
    };
    await quickClient(server.url).wallets.addCredit(credit, options);
    expect(heardOf('idempotency-key')).toEqual(['invoice-42']);
    expect(seen).toMatchObject([{ isReplay: true, attempts: 1 }]);
  });

  test('without a key, which a sign-up cannot have, is not repeated after a lost answer', async () => {
    server.does(drop);
    const person = { email: 'a@example.test', password: 'a long enough password' };
    expect(await refusalOf(quickClient(server.url).account.signUp(person))).toBeInstanceOf(NetworkError);
    expect(server.received).toHaveLength(1);
    expect(heardOf('idempotency-key')).toEqual([undefined]);
  });

  test('reads and what is the same twice have no key, and are repeated', async () => {
    server.does(drop, json(200, {}));
    const client = quickClient(server.url);
    await client.customers.get({ customerId });
    server.does(drop, json(200, {}));
    await client.apiKeys.revoke({ apiKeyId: customerId });
    expect(heardOf('idempotency-key')).toEqual([undefined, undefined]);
  });
});

describe('a call is tried again', () => {
  test.each([
    ['a dropped connection', drop],
    ['a body that is cut off', cutOff],
    ['half a body that looks whole', cutOffQuietly],
    ['a page with 200 from something in between', page(200)],
    ['a page with 502 from something in between', page(502)],
    ['503', problem(503, 'service_unavailable', {}, { 'retry-after': '0' })],
    ['429', problem(429, 'rate_limited', {}, { 'retry-after': '0' })],
    ['409 request_in_progress', problem(409, 'request_in_progress', {}, { 'retry-after': '0' })],
  ])('after %s', async (_name, behaviour) => {
    server.does(behaviour, json(200, { id: 'whole' }));
    expect(await quickClient(server.url).customers.get({ customerId })).toEqual({ id: 'whole' });
    expect(server.received).toHaveLength(2);
  });

  test('as often as it is allowed to be, and then tells the last failure', async () => {
    server.does(problem(500, 'internal_error'));
    const failure = await refusalOf(quickClient(server.url).customers.get({ customerId }, { maxRetries: 2 }));
    expect(failure).toBeInstanceOf(ServerError);
    expect(server.received).toHaveLength(3);
  });

  test('not where the server asks for more time than the call has', async () => {
    server.does(problem(429, 'rate_limited', {}, { 'retry-after': '3600' }));
    const failure = await refusalOf(quickClient(server.url).customers.get({ customerId }));
    expect(failure).toMatchObject({ name: 'RateLimitError', retryAfterMs: 3_600_000 });
    expect(server.received).toHaveLength(1);
  });
});

describe('a call ends', () => {
  test('each attempt after timeoutMs', async () => {
    server.does(silence, json(200, { id: 'whole' }));
    const answer = await quickClient(server.url).customers.get({ customerId }, { timeoutMs: 50 });
    expect(answer).toEqual({ id: 'whole' });
    server.does(silence);
    const failure = await refusalOf(quickClient(server.url, { maxRetries: 0, timeoutMs: 20 }).health.get());
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(failure).toMatchObject({ code: 'timeout', status: null, message: 'No answer within 20 ms.' });
  });

  test('as a whole after totalTimeoutMs', async () => {
    server.does(silence);
    const failure = await refusalOf(
      quickClient(server.url, { maxRetries: 1000, timeoutMs: 30, totalTimeoutMs: 80 }).health.get(),
    );
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  test('when its signal is aborted: before it, on the way, and in the pause', async () => {
    const gone = new Error('the user left');
    const client = quickClient(server.url);
    server.does(json(200, {}));
    expect(await refusalOf(client.health.get({}, { signal: AbortSignal.abort(gone) }))).toBe(gone);
    expect(server.received).toHaveLength(0);

    const onTheWay = new AbortController();
    server.does(() => onTheWay.abort(gone));
    expect(await refusalOf(client.health.get({}, { signal: onTheWay.signal }))).toBe(gone);

    const inThePause = new AbortController();
    const refused = () => {
      // The answer is read in the same turn, so that the next one finds the call in its pause.
      setImmediate(() => inThePause.abort(gone));
      const headers = { 'content-type': 'application/problem+json', 'retry-after': '60' };
      return Promise.resolve(
        new Response(JSON.stringify({ code: 'rate_limited', detail: '' }), { status: 429, headers }),
      );
    };
    const refusedClient = quickClient(server.url, { fetch: refused });
    expect(await refusalOf(refusedClient.health.get({}, { signal: inThePause.signal }))).toBe(gone);
  });
});

describe('usage', () => {
  const recordOf = (sourceRequestId: string | undefined) => ({
    id: 'first',
    source_request_id: sourceRequestId,
  });

  test('is sent without a key, which would hide that it was sent before', async () => {
    server.does(json(201, recordOf('x')));
    const client = quickClient(server.url);
    await client.recordUsage(usage);
    await client.recordUsageBatch([usage]);
    await client.usage.recordProduct({ customerId, productId: customerId, units: 1 });
    expect(heardOf('idempotency-key')).toEqual([undefined, undefined, undefined]);
    await client.recordUsage(usage, { idempotencyKey: 'completion-1' });
    expect(heardOf('idempotency-key')[3]).toBe('completion-1');
  });

  test('whose first answer was lost is recorded, not a duplicate of itself', async () => {
    const seen: ResponseInfo[] = [];
    server.does(drop, (response, received) => {
      const record = recordOf(String(received.headers['x-request-id']));
      problem(409, 'duplicate_record', { record })(response, received);
    });
    const record = await quickClient(server.url).recordUsage(usage, {
      onResponse: (info) => seen.push(info),
    });
    expect(record).toEqual(recordOf(String(heardOf('x-request-id')[0])));
    expect(seen).toMatchObject([{ attempts: 2, isReplay: true }]);
  });

  test("that somebody else recorded is a duplicate, with the other's record, also after a lost answer", async () => {
    const duplicate = problem(409, 'duplicate_record', { record: recordOf('of another call') });
    server.does(drop, duplicate);
    const failure = await refusalOf(quickClient(server.url).recordUsage(usage));
    expect(failure).toMatchObject({ name: 'DuplicateRecordError', record: recordOf('of another call') });
  });
});
