/** The audit over HTTP: the very request that changed something is the one it names. */
import { listAuditEvents } from '@/lib/operations/audit';
import { customer, idOf } from './support/makers';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function audited(query: Record<string, string> = {}) {
  return listAuditEvents.output.parse((await api.send('GET', '/api/audit-events', { query })).body).data;
}

test('a change names the request that made it, and the user who sent it', async () => {
  const customer_id = await customer(api);
  const reply = await api.send('PUT', `/api/customers/${customer_id}`, { body: { credit_limit: '250' } });
  const [event] = await audited({ subject_type: 'customer', subject_id: customer_id });
  expect(event).toMatchObject({
    actor: `user:${api.owner.id}`,
    actor_name: api.owner.email,
    action: 'customer.updated',
    request_id: reply.headers.get('x-request-id'),
    changes: [{ field: 'credit_limit', before: '0.00', after: '250.00' }],
  });
});

test('a request that is refused leaves nothing behind', async () => {
  const customer_id = await customer(api);
  const before = await audited({ subjectId: customer_id });
  const reply = await api.send('PUT', `/api/customers/${customer_id}`, {
    body: { credit_limit: '250', hourly_debit_amount: '0.001' },
  });
  expect(reply.status).toBe(422);
  expect(await audited({ subjectId: customer_id })).toEqual(before);
});

test('a key that changes something is named, and a key without audit:read is refused', async () => {
  const { body: made } = await api.send('POST', '/api/api-keys', {
    body: { name: 'Pricing', scopes: ['products:write', 'products:read'] },
  });
  const as = String(made['key']);
  const product_id = await idOf(api, '/api/products', { name: 'Router', sku: 'AUDITED', price: '9' });
  await api.send('PUT', `/api/products/${product_id}`, { as, body: { price: '12.5' } });
  const [event] = await audited({ actor: `api_key:${String(made['id'])}` });
  expect(event).toMatchObject({
    actor_name: 'Pricing',
    subject_name: 'Router',
    changes: [{ field: 'price', before: '9.00', after: '12.50' }],
  });
  expect(await api.send('GET', '/api/audit-events', { as })).toMatchObject({
    status: 403,
    body: { code: 'permission_denied' },
  });
});

test('the whole of it is a table too, a line for each field, over all pages', async () => {
  const customer_id = await customer(api);
  await api.send('PUT', `/api/customers/${customer_id}`, { body: { postpaid: true } });
  const query = { subject_id: customer_id, format: 'csv', limit: '1' };
  const reply = await api.send('GET', '/api/audit-events', { query });
  expect(reply.headers.get('content-type')).toMatch(/^text\/csv/);
  const [header, ...lines] = reply.text.trim().split('\r\n');
  expect(header).toBe(
    'id,recorded_at,actor,actor_name,action,subject_type,subject_id,subject_name,field,before,after,request_id',
  );
  expect(lines.map((line) => line.split(',').slice(4, 6).concat(line.split(',').slice(8, 11)))).toEqual([
    ['customer.updated', 'customer', 'postpaid', 'false', 'true'],
    ['customer.updated', 'customer', 'overdraft_limit', '0.00', ''],
    ['customer.created', 'customer', 'status', '', 'active'],
  ]);
});

test.each([
  { action: 'nothing' },
  { subject_type: 'wallet' },
  { recorded_from: 'soon' },
  { subject_id: '1' },
])('what makes no sense is refused with its field: %p', async (query) => {
  const reply = await api.send('GET', '/api/audit-events', { query });
  expect(reply).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  expect(JSON.stringify(reply.body['errors'])).toContain(`/${Object.keys(query)[0]}`);
});
