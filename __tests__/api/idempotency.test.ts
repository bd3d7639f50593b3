/** F1: the same request again is answered with its first answer, status and body, and happens once. */
import { randomUUID } from 'node:crypto';
import { operations } from '@/lib/operations';
import type { Operation } from '@/lib/operations/define';
import { checksumsOf } from './support/checksum';
import { sampleOf } from './support/samples';
import { startApi, type ApiStage, type SendOptions } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const keyed = operations
  .filter(({ idempotency }) => idempotency === 'key')
  .map((operation) => [operation.name, operation] as const);
/** Shown once: a repeated request is told that it was made, not what it was. */
const secrets: Readonly<Record<string, string>> = {
  create_api_key: 'key',
  create_invitation: 'token',
  invite_customer: 'token',
  create_webhook_endpoint: 'secret',
  rotate_webhook_secret: 'secret',
};

describe.each(keyed)('%s with an Idempotency-Key', (name, operation) => {
  test('is answered again with the same status and body, says so, and happens once', async () => {
    const { input, as = api.owner } = await sampleOf(api, name);
    const headers = { 'idempotency-key': randomUUID() };
    const first = await api.perform(operation, input, { as, headers });
    expect(first).toMatchObject({ status: operation.status });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const between = await checksumsOf(api.database.admin);
    for (const spelled of [input, Object.fromEntries(Object.entries(input).reverse())]) {
      const again = await api.perform(operation, spelled, { as, headers });
      expect(again.status).toBe(first.status);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      const secret = secrets[name];
      expect(again.body).toEqual(secret === undefined ? first.body : { ...first.body, [secret]: null });
    }
    expect(await checksumsOf(api.database.admin)).toEqual(between);
  });

  test('sent ten times at once happens once, with one answer', async () => {
    const { input, as = api.owner } = await sampleOf(api, name);
    const headers = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => api.perform(operation, input, { as, headers })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([operation.status]));
    expect(replies.filter((reply) => reply.headers.get('idempotent-replayed') === null)).toHaveLength(1);
    const secret = secrets[name];
    const [first, ...others] = replies.map(({ body }) =>
      secret === undefined ? body : { ...body, [secret]: null },
    );
    for (const other of others) expect(other).toEqual(first);
  });

  test('is refused as another request when anything in it differs, or the operation does', async () => {
    const { input, as = api.owner } = await sampleOf(api, name);
    const headers = { 'idempotency-key': randomUUID() };
    await api.perform(operation, input, { as, headers });
    const between = await checksumsOf(api.database.admin);
    const reply = await api.send('POST', ...anotherThan(operation, input, { as, headers }));
    expect(reply).toMatchObject({
      status: 409,
      body: { code: 'idempotency_key_reused', operation: isUsage(operation) ? 'record_usage' : name },
    });
    expect(await checksumsOf(api.database.admin)).toEqual(between);
  });

  test.each([
    ['empty', ''],
    ['of 256 characters', 'x'.repeat(256)],
    ['with a space in it', 'a b'],
    ['with a character beyond ASCII', 'schl\u00fcssel'],
  ])('refuses a key that is %s, and does nothing', async (_what, key) => {
    const { input, as = api.owner } = await sampleOf(api, name);
    const before = await checksumsOf(api.database.admin);
    const reply = await api.perform(operation, input, { as, headers: { 'idempotency-key': key } });
    expect(reply).toMatchObject({ status: 422, body: { code: 'invalid_idempotency_key' } });
    expect(await checksumsOf(api.database.admin)).toEqual(before);
  });
});

/** The key of usage is the id of an event, and says nothing to other operations. */
function isUsage({ name }: Operation): boolean {
  return name === 'record_usage' || name === 'record_product_usage';
}

function anotherThan(
  operation: Operation,
  input: Record<string, unknown>,
  options: SendOptions,
): [string, SendOptions] {
  const path = operation.name === 'create_business' ? '/api/businesses' : '/api/customers';
  return isUsage(operation)
    ? [`/api${operation.path}`, { ...options, body: { ...input, occurred_at: '2020-01-01T00:00:00Z' } }]
    : [path, { ...options, body: { name: 'Other' } }];
}

test('a request that failed is not remembered', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = { name: 'Late', balance: '1.001' };
  expect(await api.send('POST', '/api/customers', { body, headers })).toMatchObject({ status: 422 });
  const corrected = await api.send('POST', '/api/customers', { body: { ...body, balance: '1.01' }, headers });
  expect(corrected).toMatchObject({ status: 201 });
  expect(corrected.headers.get('idempotent-replayed')).toBeNull();
});

test('an amount spelled in another way is the same request', async () => {
  const { body: customer } = await api.send('POST', '/api/customers', { body: { name: 'Spelling' } });
  const headers = { 'idempotency-key': randomUUID() };
  const send = (amounts: object) =>
    api.send('POST', '/api/billing/credit', { body: { customerId: customer['id'], ...amounts }, headers });
  const first = await send({ amount: '5' });
  for (const amounts of [{ amount: '5.00' }, { amount: 5 }, { amountCents: 500 }]) {
    expect(await send(amounts)).toMatchObject({ status: 201, text: first.text });
  }
  expect(await send({ amountCents: 501 })).toMatchObject({
    status: 409,
    body: { code: 'idempotency_key_reused' },
  });
});

test('two businesses may use the same key', async () => {
  const headers = { 'idempotency-key': 'the-same' };
  const stranger = await api.signUp('stranger');
  for (const as of [api.owner, stranger]) {
    const reply = await api.send('POST', '/api/customers', { as, headers, body: { name: as.email } });
    expect(reply).toMatchObject({ status: 201, body: { name: as.email } });
  }
});

test('a key on a read, or on a write that is the same twice, means nothing', async () => {
  const headers = { 'idempotency-key': 'not a good key' };
  expect(await api.send('GET', '/api/customers', { headers })).toMatchObject({ status: 200 });
  const { body } = await api.send('POST', '/api/api-keys', { body: { name: 'Twice' } });
  for (let times = 0; times < 2; times += 1) {
    expect(await api.send('DELETE', `/api/api-keys/${String(body['id'])}`, { headers })).toMatchObject({
      status: 200,
    });
  }
});
