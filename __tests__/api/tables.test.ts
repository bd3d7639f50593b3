/** Answers as tables: the same rows as in JSON, all pages of them, as a spreadsheet reads them. */
import { getOverdue } from '@/lib/operations/overdue';
import { getStatement } from '@/lib/operations/statements';
import { startApi, type ApiStage } from './support/stage';

/** More than one page can hold. */
const buyers = 203;

let api: ApiStage;
let productId: string;

beforeAll(async () => {
  api = await startApi();
  const { body } = await api.send('POST', '/api/products', {
    body: { sku: 'DESK', name: 'Desk', price: '10.25' },
  });
  productId = String(body['id']);
});
afterAll(() => api.close());

async function buyer(name: string, quantity = 1): Promise<string> {
  const { body } = await api.send('POST', '/api/customers', { body: { name, credit_limit: '1000' } });
  const customer_id = String(body['id']);
  const items = [{ product_id: productId, quantity }];
  const sold = await api.send('POST', '/api/purchase', { body: { customer_id, items } });
  expect(sold.status).toBe(201);
  return customer_id;
}

/** A table by RFC 4180, each row with the names of its columns. */
function parseCsv(text: string): Record<string, string>[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const [header = [], ...rows] = text
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
        quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

test('everybody who is overdue stands in the table once, however many pages that is', async () => {
  const names = Array.from({ length: buyers }, (_, number) => `Buyer ${number}`);
  // As many at once as there are connections; the order they come in does not matter.
  for (let next = 0; next < names.length; next += 10) {
    await Promise.all(names.slice(next, next + 10).map((name, index) => buyer(name, 1 + index)));
  }
  const odd = '=HYPERLINK("http://x.test","a, b")';
  await buyer(odd, 50);

  const reply = await api.send('GET', '/api/overdue', { query: { days: '0', format: 'csv' } });
  expect(reply.headers.get('content-type')).toMatch(/^text\/csv/);
  const rows = parseCsv(reply.text);
  expect(rows.map((row) => row['customer_name']).sort()).toEqual([...names, `'${odd}`].sort());
  expect(rows[0]).toMatchObject({ customer_name: `'${odd}`, overdue: '512.50', currency: 'USD', days: '0' });
  expect(new Set(rows.map((row) => row['as_of'])).size).toBe(1);

  const query = { days: '0', as_of: rows[0]?.['as_of'] ?? '', limit: '200' };
  const page = getOverdue.output.parse((await api.send('GET', '/api/overdue', { query })).body);
  expect(page.has_more).toBe(true);
  expect(page.data.map((row) => [row.customer_id, row.overdue, row.oldest_placed_at])).toEqual(
    rows.slice(0, 200).map((row) => [row['customer_id'], row['overdue'], row['oldest_placed_at']]),
  );
});

test('a statement as a table runs from the opening to the closing balance of each wallet', async () => {
  const customer_id = await buyer('Stated');
  await api.send('POST', '/api/billing/credit', {
    body: { customer_id, amount: '5', description: 'a "gift"' },
  });
  const path = `/api/customers/${customer_id}/statement`;
  const { body } = await api.send('GET', path);
  const statement = getStatement.output.parse(body);

  const reply = await api.send('GET', path, { headers: { accept: 'text/csv' } });
  expect(reply.headers.get('content-disposition')).toBe(
    `attachment; filename="statement-${customer_id}-${statement.from.slice(0, 7)}.csv"`,
  );
  const rows = parseCsv(reply.text);
  for (const { kind, opening_balance, entries, closing_balance } of statement.wallets) {
    expect(
      rows.filter((row) => row['wallet'] === kind).map((row) => [row['kind'], row['amount'], row['balance']]),
    ).toEqual([
      ['opening_balance', '', opening_balance],
      ...entries.map((entry) => [entry.kind, entry.amount, entry.balance]),
      ['closing_balance', '', closing_balance],
    ]);
  }
  expect(rows.map((row) => row['description'])).toContain('a "gift"');
});

test('what is refused is a problem, in whatever form the answer was to be', async () => {
  const reply = await api.send('GET', '/api/overdue', { query: { format: 'csv', cursor: 'nonsense' } });
  expect(reply).toMatchObject({ status: 422, body: { errors: [{ pointer: '/cursor' }] } });
  const unknown = await api.send('GET', '/api/overdue', { query: { format: 'xlsx' } });
  expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/format' }] } });
});
