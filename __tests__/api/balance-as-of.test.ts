/** Requirement F3 over HTTP: a balance as it stood at a moment that is past. */
import { customer } from './support/makers';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;
let path: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  path = `/api/billing/balance/${await customer(api)}`;
});

const read = (query: Record<string, string> = {}) => api.send('GET', path, { query });

test('the moment of an answer, asked for again in either spelling, is answered as it was', async () => {
  const { body: then } = await read();
  const body = { customer_id: then['customer_id'], amount: '5' };
  expect((await api.send('POST', '/api/billing/credit', { body })).status).toBe(201);
  const { usage_events, ...figures } = then;
  expect(usage_events).toBeDefined();
  for (const name of ['as_of', 'asOf'])
    expect(await read({ [name]: String(then['as_of']) })).toMatchObject({ status: 200, body: figures });
  expect((await read()).body).toMatchObject({ balance: '105.00' });
});

test('what is no moment that is past is refused by its name', async () => {
  for (const [query, pointer] of [
    [{ as_of: '9999-12-31T00:00:00Z' }, '/as_of'],
    [{ asOf: 'yesterday' }, '/asOf'],
    [{ as_of: '2026-02-30T00:00:00Z' }, '/as_of'],
    [{ as_of: '0000-01-01T00:00:00Z' }, '/as_of'],
    [{ as_of: '2026-01-01' }, '/as_of'],
    [{ as_of: '' }, '/as_of'],
    [{ as_of: '2020-01-01T00:00:00Z', cursor: 'nonsense' }, '/cursor'],
  ] as const) {
    const { status, body } = await read(query);
    const [first] = body['errors'] as { pointer: string }[];
    expect([query, status, body['code'], first?.pointer]).toEqual([query, 422, 'invalid_request', pointer]);
  }
});
