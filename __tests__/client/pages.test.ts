import { customerId, quickClient, refusalOf } from './support/client';
import { json, misbehavingServer, problem, type Behaviour, type Misbehaving } from './support/server';

let server: Misbehaving;

beforeAll(async () => {
  server = await misbehavingServer();
});

afterAll(() => server.close());

/** Seven rows in pages of three; the cursor is the number of rows before the page. */
const sevenRows: Behaviour = (response, received) => {
  const parameters = new URL(received.url, 'http://server').searchParams;
  const from = Number(parameters.get('cursor') ?? 0);
  const data = [0, 1, 2, 3, 4, 5, 6].slice(from, from + 3).map((id) => ({ id: String(id) }));
  const isLast = from + 3 >= 7;
  const page = {
    data,
    has_more: !isLast,
    next_cursor: isLast ? null : String(from + 3),
    as_of: '2026-11-21T09:00:00Z',
  };
  json(200, page)(response, received);
};

const customers = () => quickClient(server.url).customers.list({ search: 'a' });

test('for await goes through all rows, page by page', async () => {
  server.does(sevenRows);
  const ids: string[] = [];
  for await (const { id } of customers()) ids.push(id);
  expect(ids).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  expect(server.received.map(({ url }) => url)).toEqual([
    '/api/customers?search=a',
    '/api/customers?search=a&cursor=3',
    '/api/customers?search=a&cursor=6',
  ]);
});

test('asks for nothing before it is used, and for no more than is read', async () => {
  server.does(sevenRows);
  const list = customers();
  expect(server.received).toHaveLength(0);
  for await (const { id } of list) if (id === '3') break;
  expect(server.received).toHaveLength(2);
});

test('several next() at once each get a row of their own, in order', async () => {
  server.does(sevenRows);
  const rows = customers()[Symbol.asyncIterator]();
  const results = await Promise.all(Array.from({ length: 9 }, () => rows.next()));
  const ids = results.map(({ value }) => (value === undefined ? undefined : value.id));
  expect(ids).toEqual(['0', '1', '2', '3', '4', '5', '6', undefined, undefined]);
  expect(server.received).toHaveLength(3);
});

test('page() is one page, and where the next one begins', async () => {
  server.does(sevenRows);
  const list = customers();
  const first = await list.page();
  expect(first).toMatchObject({ has_more: true, next_cursor: '3' });
  expect(await list.page('6')).toMatchObject({ data: [{ id: '6' }], has_more: false });
});

test('toArray() gathers all rows, or as many as it is told', async () => {
  server.does(sevenRows);
  expect(await customers().toArray()).toHaveLength(7);
  expect(await customers().toArray(4)).toHaveLength(4);
  server.does(sevenRows);
  expect(await customers().toArray(0)).toEqual([]);
  expect(server.received).toHaveLength(0);
});

test('a list of one moment stays at that moment', async () => {
  server.does(sevenRows);
  expect(await quickClient(server.url).orders.getOverdue().toArray()).toHaveLength(7);
  const asked = server.received.map(({ url }) => new URL(url, 'http://server').searchParams.get('asOf'));
  expect(asked).toEqual([null, '2026-11-21T09:00:00Z', '2026-11-21T09:00:00Z']);
});

test('a refusal between two pages ends the loop with its error', async () => {
  server.does(sevenRows, problem(403, 'permission_denied'));
  expect(await refusalOf(customers().toArray())).toMatchObject({ name: 'PermissionError' });
  server.does(problem(404, 'customer_not_found'));
  const entries = quickClient(server.url).wallets.listLedgerEntries({ customerId });
  expect(await refusalOf(entries.page())).toMatchObject({ name: 'NotFoundError' });
});
