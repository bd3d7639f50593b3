/** What is odd and still right is stored and comes back byte for byte; what is merely random is never a 500. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { operations } from '@/lib/operations';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const oddTexts: readonly (readonly [string, string])[] = [
  ['200 characters', 'x'.repeat(200)],
  ['200 emoji, each two UTF-16 units', '🦆'.repeat(200)],
  ['a family of joined emoji', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['right-to-left text with marks', 'عميل ‮تجريبي‬ לקוח'],
  ['letters with combining marks, not composed', 'Zoe\u{308} A\u{30a}'],
  ['the same letters, composed', 'Zo\u{eb} \u{c5}'],
  ['quotes of every kind', `"double" 'single' \`back\` «angle» “curly”`],
  ['HTML', '<script>alert(1)</script>&amp;<img src=x onerror=alert(1)>'],
  ['SQL', `'; drop table public.customers; -- $$ $1 \\'`],
  ['backslashes, percent and underscore', '100%_\\n\\\\ \\u0000'],
  ['JSON', '{"name":null,"__proto__":{"x":1}}'],
  ['a formula', '=HYPERLINK("http://x","y")'],
  ['characters at the edges of planes', '\u{ffff}\u{10ffff}\u{2028}\u{feff}x'],
  ['spaces inside', 'a  b \u{3000} c'],
  ['zero-width characters', 'a\u{200b}b\u{200d}c'],
];

test.each(oddTexts)('%s in a name come back byte for byte', async (_what, text) => {
  const external_id = Array.from(`${randomUUID()}${text}`).slice(0, 200).join('');
  const created = await api.send('POST', '/api/customers', { body: { name: text, external_id } });
  expect(created).toMatchObject({ status: 201, body: { name: text, external_id } });
  const id = String(created.body['id']);
  expect((await api.send('GET', `/api/customers/${id}`)).body).toMatchObject({ name: text, external_id });
  const { rows } = await api.database.admin.query(
    'select name, external_id from public.customers where id = $1',
    [id],
  );
  expect(rows).toEqual([{ name: text, external_id }]);

  const found = await api.send('GET', '/api/customers', { query: { search: text } });
  expect((found.body['data'] as { id: string }[]).map((customer) => customer.id)).toContain(id);
  const credit = { customer_id: id, amount: '1', description: text };
  expect((await api.send('POST', '/api/billing/credit', { body: credit })).body).toMatchObject({
    entry: { description: text },
  });
});

test('an idempotency key remembers odd text exactly', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const send = (name: string) => api.send('POST', '/api/customers', { body: { name }, headers });
  const first = await send('Zo\u{eb} 🦆 "');
  const again = await send('Zo\u{eb} 🦆 "');
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await send('Zoe\u{308} 🦆 "')).body).toMatchObject({ code: 'idempotency_key_reused' });
});

test('spaces around a name are no part of it', async () => {
  const { body } = await api.send('POST', '/api/customers', { body: { name: ' \t\u00a0 Ada \n ' } });
  expect(body).toMatchObject({ name: 'Ada' });
});

test.each([
  ['"100"', '100.00'],
  ['"0"', '0.00'],
  ['100', '100.00'],
  ['-0', '0.00'],
  ['0.1', '0.10'],
  ['1e2', '100.00'],
  ['100.000000000000000000', '100.00'],
  ['"999999999999999.99"', '999999999999999.99'],
  ['"2.50"', '2.50'],
  ['" 7.5 "', '7.50'],
])('an opening balance that is sent as %s is %s', async (sent, stored) => {
  const reply = await api.send('POST', '/api/customers', { raw: `{"name":"Amounts","balance":${sent}}` });
  expect(reply).toMatchObject({ status: 201, body: { balance: stored } });
});

test('a number of more digits than a double holds is stored as it was sent, or refused, never rounded', async () => {
  const { body: customer } = await api.send('POST', '/api/customers', { body: { name: 'Digits' } });
  const change = async (value: string) =>
    (await api.send('PUT', '/api/business', { raw: `{"welcomeGrant":${value}}` })).body;
  const add = async (value: string) =>
    (
      await api.send('POST', `/api/customers/${String(customer['id'])}/credits`, {
        raw: `{"credits":${value}}`,
      })
    ).body;
  for (const value of [
    '123456789012345.123456',
    '123456789012345.999999',
    '0.100001',
    '900719925474099.654321',
  ]) {
    expect(await change(value)).toMatchObject({ welcome_grant: value });
    expect(await add(value)).toMatchObject({ entry: { amount: value } });
  }
  for (const value of ['123456789012345999999e-6', '1.23456789012345678e5', '9007199254740993']) {
    expect(await change(value)).toMatchObject({ status: 422 });
    expect(await add(value)).toMatchObject({ status: 422 });
  }
});

test('a rate of a session is taken to the sixth decimal, up to 60000 a minute, and never rounded', async () => {
  const { body: customer } = await api.send('POST', '/api/customers', { body: { name: 'Rates' } });
  const customer_id = String(customer['id']);
  await api.send('POST', `/api/customers/${customer_id}/credits`, { body: { credits: '1000000' } });
  const start = (rate: string) =>
    api.send('POST', '/api/session/start', {
      raw: `{"customer_id":"${customer_id}","creditsPerMinute":${rate}}`,
    });
  for (const [sent, rate] of [
    ['60000', '60000'],
    ['"59999.999999"', '59999.999999'],
    ['0.000001', '0.000001'],
    ['1e1', '10'],
    ['0', '0'],
  ] as const) {
    expect((await start(sent)).body).toMatchObject({
      credits_per_minute: rate,
      session: { credits_per_minute: rate },
    });
    await api.send('POST', '/api/session/stop', { body: { customer_id } });
  }
  for (const sent of ['60000.000001', '"60001"', '0.0000001', '-1']) {
    expect(await start(sent)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ pointer: '/creditsPerMinute' }] },
    });
  }
});

test('whatever a program sends to whatever operation, it is never a 500', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary' }),
    fc.double().map(String),
    fc.constantFrom('0', '1.5', 'active', 'owner', randomUUID(), api.owner.businessId, null, true, -0, 1e21),
  );
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const requests = [...byName.values()]
    .filter(({ name }) => name !== 'sign_up' && name !== 'log_in')
    .map(({ name, input }) =>
      fc.tuple(
        fc.constant(name),
        fc.record(Object.fromEntries(Object.keys(input.shape).map((field) => [field, value])), {
          requiredKeys: [],
        }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(...requests), async ([name, input]) => {
      const operation = byName.get(name);
      if (operation === undefined) return;
      const reply = await api.perform(
        operation,
        /GET|DELETE/.test(operation.method) ? asAddress(input) : input,
      );
      expect([200, 201, 400, 403, 404, 409, 422]).toContain(reply.status);
      if (reply.status >= 400) expect(reply.headers.get('content-type')).toBe('application/problem+json');
    }),
    { numRuns: 600 },
  );
});

/** What stands in an address is well-formed text, and neither nothing nor a step to another folder. */
function asAddress(input: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, `~${JSON.stringify(value) ?? ''}`.toWellFormed()]),
  );
}
