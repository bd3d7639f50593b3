/** Tables D and E over HTTP: recording usage, alone and in batches, in whatever spelling programs have. */
import { randomUUID } from 'node:crypto';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { recordUsage, recordUsageBatch } from '@/lib/operations/usage';
import { customer, idOf, product } from './support/makers';
import { startApi, type ApiStage, type Reply, type SendOptions } from './support/stage';

let api: ApiStage;
let customerId: string;
let apiKey: string;

beforeAll(async () => {
  api = await startApi();
  const body = { name: 'Program', scopes: ['usage:write', 'usage:read'] };
  apiKey = String((await api.send('POST', '/api/api-keys', { body })).body['key']);
});
afterAll(() => api.close());
beforeEach(async () => {
  customerId = await customer(api, { credit_limit: '50' });
});

const send = (body: object, options: SendOptions = {}): Promise<Reply> =>
  api.send('POST', '/api/usage', { as: apiKey, body, ...options });
const sendMany = (events: unknown[], options: SendOptions = {}): Promise<Reply> =>
  api.send('POST', '/api/usage/batch', { as: apiKey, body: { events }, ...options });
const tokens = (more: object = {}) => ({
  customerId,
  service: 'chat completions',
  unitsConsumed: '1204',
  pricePerUnit: '0.000002',
  ...more,
});
const snake = () => ({
  customer_id: customerId,
  service: 'chat completions',
  units_consumed: '1204',
  price_per_unit: '0.000002',
});

describe('usage of a service', () => {
  test('is recorded with 201, in camelCase as in snake_case, and the second is a 409 with the first record', async () => {
    const first = await send(tokens());
    expect(first).toMatchObject({
      status: 201,
      body: {
        customer_id: customerId,
        service: 'chat completions',
        units: '1204',
        price_per_unit: '0.000002',
        amount: '0.002408',
        source_request_id: first.headers.get('x-request-id'),
      },
    });
    for (const body of [tokens(), snake()]) {
      const again = await send(body);
      expect(again).toMatchObject({
        status: 409,
        body: { code: 'duplicate_record', record: first.body, request_id: again.headers.get('x-request-id') },
      });
      expect(recordUsage.output.parse(again.body['record'])).toEqual(first.body);
    }
  });

  test.each([
    ['1204', '0.002'],
    ['1204.000', '0.002000'],
    ['"1204"', '"0.002"'],
    ['"1204.0"', '2e-3'],
    ['1.204e3', '0.0020'],
    ['" 1204 "', '" 0.002 "'],
  ])('of %s units at %s is the same usage', async (units, price) => {
    const first = await send(tokens({ pricePerUnit: '0.002' }));
    const raw = `{"customerId":"${customerId}","service":"chat completions","unitsConsumed":${units},"pricePerUnit":${price}}`;
    const again = await send({}, { raw });
    expect(again).toMatchObject({ status: 409, body: { code: 'duplicate_record', record: first.body } });
  });

  test('of more digits than a double holds is recorded as it was sent, or refused, never rounded', async () => {
    const raw = (units: string) =>
      `{"customerId":"${customerId}","service":"s","unitsConsumed":${units},"pricePerUnit":0}`;
    expect(await send({}, { raw: raw('123456789012.123456') })).toMatchObject({
      status: 201,
      body: { units: '123456789012.123456' },
    });
    for (const units of ['0.1234567', '1234567890123', '1.00000000000000001', '1e12']) {
      expect(await send({}, { raw: raw(units) })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/unitsConsumed' }] },
      });
    }
  });
});

describe('usage of a product', () => {
  test('is recorded at the price of that moment, by both paths', async () => {
    const productId = await product(api, { usageUnitPrice: '0.25' });
    const reply = await api.send('POST', '/api/billing/usage', {
      body: { customerId, productId, units: 42.5 },
    });
    expect(reply).toMatchObject({
      status: 201,
      body: { product_id: productId, price_per_unit: '0.25', amount: '10.625' },
    });
    expect(await send({ customerId, productId, units: '42.50' })).toMatchObject({
      status: 409,
      body: { record: reply.body },
    });
    await api.send('PUT', `/api/products/${productId}`, { body: { usageUnitPrice: '0.5' } });
    const later = await send({ customerId, productId, units: 2 });
    expect(later).toMatchObject({ status: 201, body: { price_per_unit: '0.50', amount: '1.00' } });
  });

  test('which is unknown is a 404 that names it, as an unknown customer is', async () => {
    const unknown = randomUUID();
    const body = { customerId, productId: unknown, units: 1 };
    for (const path of ['/api/usage', '/api/billing/usage']) {
      expect(await api.send('POST', path, { body })).toMatchObject({
        status: 404,
        body: { code: 'product_not_found', product_ids: [unknown] },
      });
    }
    expect(await send(tokens({ customerId: unknown }))).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found', customer_id: unknown },
    });
  });
});

describe('a repeated request', () => {
  const replayed = ({ headers }: Reply) => headers.get('idempotent-replayed');

  test.each(['requestId', 'Idempotency-Key'])(
    'with the same %s is answered with the same 201 and body, and says so',
    async (by) => {
      const key = randomUUID();
      const again = (more: object = {}) =>
        by === 'requestId'
          ? send(tokens({ requestId: key, ...more }))
          : send(tokens(more), { headers: { 'idempotency-key': key } });
      const first = await again();
      expect([first.status, replayed(first), first.body['request_id']]).toEqual([201, null, key]);
      const second = await again();
      expect([second.status, replayed(second), second.text]).toEqual([201, 'true', first.text]);
      expect(await again({ unitsConsumed: '1205' })).toMatchObject({
        status: 409,
        body: { code: 'idempotency_key_reused', event_id: first.body['id'] },
      });
    },
  );

  test('is known by the id in its body, where it has a key as well', async () => {
    const [requestId, key] = [randomUUID(), randomUUID()];
    const first = await send(tokens({ requestId }), { headers: { 'idempotency-key': key } });
    expect(first.body).toMatchObject({ request_id: requestId });
    expect(replayed(await send(tokens({ requestId })))).toBe('true');
    expect(replayed(await send(tokens(), { headers: { 'idempotency-key': key } }))).toBeNull();
  });
});

describe('a batch', () => {
  test('answers each event in order, whatever its spelling, and is 200 though some are bad', async () => {
    const first = await send(snake());
    const reply = await sendMany([
      tokens(),
      tokens({ unitsConsumed: 5 }),
      { ...snake(), units_consumed: '5.0' },
      { customerId },
      'nonsense',
    ]);
    expect(reply.status).toBe(200);
    const { recorded, duplicates, invalid, results } = recordUsageBatch.output.parse(reply.body);
    expect([recorded, duplicates, invalid]).toEqual([1, 2, 2]);
    expect(results.map(({ outcome, id, error }) => [outcome, id, error?.code])).toEqual([
      ['duplicate', first.body['id'], undefined],
      ['recorded', expect.any(String), undefined],
      ['duplicate', results[1]?.id, undefined],
      ['invalid', null, 'invalid_request'],
      ['invalid', null, 'invalid_request'],
    ]);
  });

  test('of 1,000 events fits into a request, and one of 1,001 is refused whole', async () => {
    const events = (count: number) =>
      Array.from({ length: count }, () =>
        tokens({ requestId: randomUUID(), occurredAt: '2026-11-21T09:00:00.000Z' }),
      );
    expect(await sendMany(events(1000))).toMatchObject({ status: 200, body: { recorded: 1000 } });
    expect(await sendMany(events(1001))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/events' }] },
    });
  });

  test('with a key is answered again as it was first', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const events = [tokens(), { customerId: 'nobody' }];
    const first = await sendMany(events, { headers });
    const again = await sendMany(events, { headers });
    expect([again.status, again.headers.get('idempotent-replayed'), again.text]).toEqual([
      200,
      'true',
      first.text,
    ]);
    expect(again.body).toMatchObject({ recorded: 1, invalid: 1 });
  });
});

test('a table of usage has every event once, however many pages that is, and no formula of a spreadsheet', async () => {
  const odd = '=HYPERLINK("http://x.test","a, b")';
  const events = Array.from({ length: 450 }, (_, n) => tokens({ unitsConsumed: n + 1 }));
  await sendMany([...events, tokens({ service: odd })]);
  const query = { customer_id: customerId, format: 'csv' };
  const { text, headers } = await api.send('GET', '/api/usage', { as: apiKey, query });
  expect(headers.get('content-type')).toMatch(/^text\/csv/);
  const [header, ...lines] = text.trimEnd().split('\r\n');
  expect(header).toBe(listUsageEvents.csv?.header.join(','));
  expect(lines).toHaveLength(451);
  expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(451);
  expect(text).toContain(`"'=HYPERLINK(""http://x.test"",""a, b"")"`);
});

test('what is used is in the balance at once, takes from what can be spent, and is billed into the ledger', async () => {
  const event = await idOf(api, '/api/usage', tokens({ pricePerUnit: '0.1', unitsConsumed: '304' }));
  const path = `/api/billing/balance/${customerId}`;
  const before = { balance: '100.00', unbilled_usage: '30.40', can_spend: '119.60' };
  expect((await api.send('GET', path)).body).toMatchObject({
    ...before,
    usage_events: { data: [{ id: event, status: 'unbilled' }] },
  });
  const body = { customer_id: customerId, amount: '5' };
  expect((await api.send('POST', '/api/billing/credit', { body })).body).toMatchObject({ balance: '105.00' });
  const { body: run } = await api.send('POST', '/api/billing/runs');
  expect(run).toMatchObject({ status: 'completed', trigger: 'manual' });
  expect((await api.send('GET', path)).body).toMatchObject({
    balance: '74.60',
    unbilled_usage: '0.00',
    can_spend: '124.60',
    usage_events: { data: [{ id: event, status: 'billed' }] },
  });
  const { body: found } = await api.send('GET', `/api/usage/${event}`);
  const { body: charge } = await api.send('GET', `/api/billing/charges/${String(found['charge_id'])}`);
  expect(charge).toMatchObject({
    amount: '30.40',
    events: 1,
    billing_run_id: run['id'],
    entry_id: found['entry_id'],
  });
});
