/**
 * B9: one purchase, whichever way it comes: `POST /api/purchase`, the server action of the till, supabase-js
 * `.rpc()`, both transports, and SQL itself. The same function answers, so the same key is the same request.
 */
import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { createDirectTransport } from '@/lib/database/direct';
import { createSupabaseTransport } from '@/lib/database/supabase';
import type { Transport } from '@/lib/database/transport';
import { errorCodes, isErrorCode } from '@/lib/errors/codes';
import { Problem } from '@/lib/errors/problem';
import { openCallers } from '../helpers/sql-callers';
import { checksumsOf } from './support/checksum';
import { actAs } from './support/server';
import { sessionCookie } from './support/session';
import { startApi, type ApiStage } from './support/stage';

interface Sale {
  customer_id: string;
  items: { product_id: string; quantity: number }[];
  payment?: { amount: string };
  use_balance?: boolean;
}
type Way = (sale: Sale, key: string) => Promise<unknown>;

let api: ApiStage;
let ways: Record<string, Way>;
let close: () => Promise<unknown>;

beforeAll(async () => {
  api = await startApi();
  const cookie = await sessionCookie(api);
  const { identity } = api.owner;
  const direct = createDirectTransport({ connectionString: api.database.appUrl, poolSize: 2 });
  const callers = openCallers(api.database.appUrl);
  const through =
    (transport: Transport): Way =>
    async (sale, key) => {
      try {
        const as = { ...identity, idempotencyKey: key };
        return JSON.parse((await transport.call('process_purchase', { ...sale }, as)).text) as unknown;
      } catch (failure) {
        if (!(failure instanceof Problem)) throw failure;
        return { code: failure.code, status: failure.status, ...failure.context };
      }
    };
  ways = {
    'POST /api/purchase': async (sale, key) => {
      const headers = { 'idempotency-key': key };
      const { body } = await api.send('POST', '/api/purchase', { body: sale, headers });
      return 'code' in body ? withoutProse(body) : body;
    },
    'the server action': async (sale, key) => {
      const { completeSaleAction } = await import('@/app/actions/sales');
      const { result } = await actAs(cookie, () => completeSaleAction(sale, key));
      return result.ok ? result.data : { code: result.code, status: errorCodes[result.code].status };
    },
    'supabase-js rpc': async (sale, key) => {
      const headers = { Authorization: `Bearer ${api.owner.accessToken}`, 'Idempotency-Key': key };
      const client = createClient(api.lite.url, api.lite.publishableKey, {
        global: { headers },
        auth: { persistSession: false },
      });
      const { data, error } = await client.rpc('process_purchase', sale);
      return error === null ? (data as unknown) : toldBySql(error.code, error.hint, error.details);
    },
    'the direct transport': through(direct),
    'the transport by supabase-js': through(
      createSupabaseTransport({ url: api.lite.url, publishableKey: api.lite.publishableKey }),
    ),
    SQL: async (sale, key) => {
      const outcome = await callers
        .asUser(api.owner.id)
        .keyed(key)
        .attempt('process_purchase', { ...sale });
      if (outcome.ok) return outcome.body;
      return toldBySql(
        outcome.failure.sqlstate,
        outcome.failure.hint,
        JSON.stringify(outcome.failure.detail),
      );
    },
  };
  close = () => Promise.all([direct.close(), callers.close()]);
});
afterAll(async () => {
  await close();
  await api.close();
});

function withoutProse(body: Record<string, unknown>): object {
  const prose = ['type', 'title', 'detail', 'error', 'remedy', 'request_id'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => !prose.includes(name)));
}

function toldBySql(sqlstate: string, hint: string | null, detail: string): object {
  const code = hint ?? '';
  expect(isErrorCode(code)).toBe(true);
  return { code, status: Number(sqlstate.replace('PT', '')), ...(JSON.parse(detail) as object) };
}

async function idOf(path: string, body: object): Promise<string> {
  return String((await api.send('POST', path, { body })).body['id']);
}

async function aSale(more: Partial<Sale> = {}, credit_limit = '1000'): Promise<Sale> {
  const product = (stock?: number) =>
    idOf('/api/products', { sku: randomUUID(), name: 'Desk "oak" 🪑', price: '12.30', stock });
  return {
    customer_id: await idOf('/api/customers', { name: 'Ada', balance: '20', credit_limit }),
    items: [
      { product_id: await product(5), quantity: 2 },
      { product_id: await product(), quantity: 3 },
    ],
    ...more,
  };
}

/** What differs between two purchases of the same things. */
function withoutIdentity(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, inner: unknown) =>
    /(^id|_id|number|_at|sku|actor)$/.test(name) ? 'some' : inner,
  );
}

const names = [
  'POST /api/purchase',
  'the server action',
  'supabase-js rpc',
  'the direct transport',
  'the transport by supabase-js',
  'SQL',
];

test('the ways are those that are tried here', () => expect(Object.keys(ways)).toEqual(names));

test('every way answers a purchase alike, to the last decimal and in the same order of fields', async () => {
  const answers: string[] = [];
  for (const name of names) {
    const sale = await aSale({ payment: { amount: '1.50' }, use_balance: true });
    answers.push(JSON.stringify(withoutIdentity(await ways[name]?.(sale, randomUUID()))));
  }
  expect(JSON.parse(answers[0] ?? '')).toMatchObject({
    success: true,
    order: { total: '61.50', paid: '21.50', outstanding: '40.00', items: [{ quantity: 2 }, { quantity: 3 }] },
    payments: [
      { method: 'cash', amount: '1.50' },
      { method: 'balance', amount: '20.00' },
    ],
    credit: { owed: '40.00', balance: '0.00' },
  });
  expect(new Set(answers).size).toBe(1);
});

test.each(names)('a purchase that came by %s first is not made again by any other', async (first) => {
  const sale = await aSale({ payment: { amount: '1.50' } });
  const key = randomUUID();
  const answer = await ways[first]?.(sale, key);
  expect(answer).toMatchObject({ success: true });
  const between = await checksumsOf(api.database.admin);
  for (const name of names) expect([name, await ways[name]?.(sale, key)]).toEqual([name, answer]);
  expect(await checksumsOf(api.database.admin)).toEqual(between);
});

test.each([
  ['insufficient_stock', 409, 'insufficient stock'],
  ['credit_limit_exceeded', 402, 'credit limit exceeded'],
  ['product_not_found', 404, 'product not found'],
])(
  'every way refuses with %s and the same numbers, and HTTP says in words: %3$s',
  async (code, status, words) => {
    const sale = await aSale({}, code === 'credit_limit_exceeded' ? '50' : '1000');
    const [item] = sale.items;
    if (item && code === 'insufficient_stock') item.quantity = 6;
    if (item && code === 'product_not_found') item.product_id = randomUUID();
    const before = await checksumsOf(api.database.admin);
    const told = await ways['SQL']?.(sale, randomUUID());
    expect(told).toMatchObject({ code, status });
    for (const name of names) {
      const refusal = await ways[name]?.(sale, randomUUID());
      // The till is told in words, and of the numbers by a preview.
      if (name === 'the server action') expect(refusal).toEqual({ code, status });
      else expect([name, refusal]).toEqual([name, told]);
    }
    const { body } = await api.send('POST', '/api/purchase', { body: sale });
    expect(body).toMatchObject({ code, error: words });
    expect(await checksumsOf(api.database.admin)).toEqual(before);
  },
);
