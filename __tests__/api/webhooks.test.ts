import { Webhook } from 'standardwebhooks';
import { POST } from '@/app/api/jobs/webhooks/route';
import { deliveriesOf, Receiver } from '../helpers/webhooks';
import { World } from '../helpers/world';
import { customer } from './support/makers';
import { startApi, type ApiStage } from './support/stage';

/** Webhooks over HTTP, delivered by the route that a scheduler calls. */

const jobsSecret = 'a secret of the scheduler, of 32 characters or more';
let api: ApiStage;
let receiver: Receiver;

beforeAll(async () => {
  process.env['JOBS_SECRET'] = jobsSecret;
  process.env['WEBHOOKS_ALLOW_PRIVATE_ADDRESSES'] = 'true';
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  receiver = await Receiver.open();
  await api.database.admin.query('delete from public.webhook_events');
  await api.database.admin.query('delete from public.webhook_endpoints');
});
afterEach(() => receiver.close());

const make = async (more: object = {}) =>
  (await api.send('POST', '/api/webhook-endpoints', { body: { url: receiver.url, ...more } })).body as {
    id: string;
    secret: string;
  };
const run = (authorization?: string) =>
  POST(
    new Request('http://localhost:3000/api/jobs/webhooks', {
      method: 'POST',
      ...(authorization !== undefined && { headers: { authorization } }),
    }),
    { params: Promise.resolve({}) },
  );
const deliver = async () => {
  const response = await run(`Bearer ${jobsSecret}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const events = async (query: Record<string, string> = {}) =>
  (await api.send('GET', '/api/webhook-events', { query })).body['data'] as {
    id: string;
    type: string;
    deliveries: { endpoint_id: string; status: string }[];
  }[];

test('a scheduler without the secret is let in nowhere', async () => {
  for (const authorization of [undefined, 'Bearer wrong', jobsSecret]) {
    expect((await run(authorization)).status).toBe(401);
  }
});

test('from making an endpoint to a webhook that the public library verifies', async () => {
  const endpoint = await make();
  expect(endpoint).toMatchObject({ status: 'active', event_types: [], pending: 0, last_attempt: null });
  const read = async () => (await api.send('GET', `/api/webhook-endpoints/${endpoint.id}`)).body;
  expect(await read()).not.toHaveProperty('secret');
  const id = await customer(api);
  expect(await read()).toMatchObject({ pending: 1 });
  expect(await deliver()).toEqual({ status: 200, body: { outcomes: { delivered: 1 } } });
  const [received] = receiver.received;
  const message = new Webhook(endpoint.secret).verify(received?.body ?? '', received?.headers ?? {});
  expect(message).toMatchObject({ type: 'customer.created', customer_id: id });
  expect(await read()).toMatchObject({ pending: 0, last_attempt: { delivered: true, response_status: 204 } });
});

test('an endpoint is told only of the types that it takes, and a test event whatever it takes', async () => {
  const endpoint = await make({ event_types: ['order.overdue'] });
  await customer(api);
  const sent = await api.send('POST', `/api/webhook-endpoints/${endpoint.id}/test`);
  expect(sent).toMatchObject({
    status: 201,
    body: { type: 'webhook.test', deliveries: [{ status: 'pending' }] },
  });
  await deliver();
  expect(receiver.types).toEqual(['webhook.test']);
  // It was written down all the same, to be replayed.
  expect((await events()).map(({ type }) => type)).toEqual(['webhook.test', 'customer.created']);
});

test('a disabled endpoint is sent nothing; what happened meanwhile can be replayed from then on', async () => {
  const endpoint = await make();
  await customer(api);
  await deliver();
  const disabled = await api.send('PUT', `/api/webhook-endpoints/${endpoint.id}`, {
    body: { status: 'disabled' },
  });
  expect(disabled.body).toMatchObject({ status: 'disabled', disabled_reason: 'by_member' });
  await customer(api);
  await deliver();
  for (const path of ['test', 'replay']) {
    const body = path === 'replay' ? { since: '2020-01-01T00:00:00Z' } : {};
    expect(await api.send('POST', `/api/webhook-endpoints/${endpoint.id}/${path}`, { body })).toMatchObject({
      status: 409,
      body: { code: 'webhook_endpoint_disabled', disabled_reason: 'by_member' },
    });
  }
  await api.send('PUT', `/api/webhook-endpoints/${endpoint.id}`, { body: { status: 'active' } });
  await deliver();
  expect(receiver.received).toHaveLength(1);
  const replay = (body: object) => api.send('POST', `/api/webhook-endpoints/${endpoint.id}/replay`, { body });
  expect((await replay({ since: disabled.body['disabled_at'] })).body).toEqual({
    endpoint_id: endpoint.id,
    replayed: 1,
  });
  await deliver();
  expect(receiver.received).toHaveLength(2);
  // From an event on: that one and what came after it, with the ids they had.
  expect((await replay({ from_event_id: receiver.ids[0] })).body).toMatchObject({ replayed: 2 });
  await deliver();
  expect(receiver.ids.slice(2).sort()).toEqual(receiver.ids.slice(0, 2).sort());
  expect(await replay({})).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
});

test('one delivery is sent again now, whatever became of it, and one that was never meant for an endpoint', async () => {
  const endpoint = await make({ event_types: ['order.overdue'] });
  await customer(api);
  const [event] = await events();
  expect(event?.deliveries).toEqual([]);
  const retry = () =>
    api.send('POST', `/api/webhook-events/${event?.id}/retry`, { body: { endpoint_id: endpoint.id } });
  expect((await retry()).body['deliveries']).toMatchObject([{ status: 'pending', attempt_count: 0 }]);
  await deliver();
  expect((await retry()).body['deliveries']).toMatchObject([{ status: 'pending', attempt_count: 1 }]);
  await deliver();
  expect(receiver.ids).toEqual([event?.id, event?.id]);
});

test('events are found by type, customer, endpoint, status and time', async () => {
  const endpoint = await make();
  const second = await make({ event_types: ['order.overdue'] });
  const ada = await customer(api);
  await deliver();
  await customer(api);
  const found = async (query: Record<string, string>) => (await events(query)).length;
  expect(await found({})).toBe(2);
  expect(await found({ type: 'customer.created' })).toBe(2);
  expect(await found({ type: 'wallet.low' })).toBe(0);
  expect(await found({ customer_id: ada })).toBe(1);
  expect(await found({ endpoint_id: endpoint.id })).toBe(2);
  expect(await found({ endpoint_id: second.id })).toBe(0);
  expect(await found({ status: 'delivered' })).toBe(1);
  expect(await found({ status: 'pending', endpoint_id: endpoint.id })).toBe(1);
  expect(await found({ since: '2999-01-01T00:00:00Z' })).toBe(0);
  expect(await found({ until: '2020-01-01T00:00:00Z' })).toBe(0);
  const page = await api.send('GET', '/api/webhook-events', { query: { limit: '1' } });
  expect(page.body).toMatchObject({ has_more: true });
  const next = await api.send('GET', '/api/webhook-events', {
    query: { limit: '1', cursor: String(page.body['next_cursor']) },
  });
  expect(next.body).toMatchObject({ has_more: false, data: [{ customer_id: ada }] });
});

test('a deleted endpoint is sent nothing more, not even what waited', async () => {
  const endpoint = await make();
  await customer(api);
  expect((await api.send('DELETE', `/api/webhook-endpoints/${endpoint.id}`)).body).toEqual({
    id: endpoint.id,
    deleted: true,
  });
  await deliver();
  expect(receiver.received).toEqual([]);
  expect(await api.send('GET', `/api/webhook-endpoints/${endpoint.id}`)).toMatchObject({
    status: 404,
    body: { code: 'webhook_endpoint_not_found' },
  });
  // A business without an endpoint writes nothing down.
  await customer(api);
  expect(await events()).toHaveLength(1);
  const secrets = await api.database.admin.query('select from private.webhook_secrets');
  expect(secrets.rowCount).toBe(0);
});

test('a business has at most 20 endpoints', async () => {
  for (let n = 0; n < 20; n++) await make();
  expect(await api.send('POST', '/api/webhook-endpoints', { body: { url: receiver.url } })).toMatchObject({
    status: 409,
    body: { code: 'webhook_endpoint_limit', limit: 20 },
  });
});

test('another business sees, reaches and is told nothing', async () => {
  const endpoint = await make();
  await customer(api);
  const [event] = await events();
  const other = await api.signUp('other');
  for (const [method, path, body] of [
    ['GET', `/api/webhook-endpoints/${endpoint.id}`, undefined],
    ['PUT', `/api/webhook-endpoints/${endpoint.id}`, { status: 'disabled' }],
    ['DELETE', `/api/webhook-endpoints/${endpoint.id}`, undefined],
    ['POST', `/api/webhook-endpoints/${endpoint.id}/rotate`, {}],
    ['POST', `/api/webhook-endpoints/${endpoint.id}/test`, {}],
    ['POST', `/api/webhook-endpoints/${endpoint.id}/replay`, { since: '2020-01-01T00:00:00Z' }],
    ['GET', `/api/webhook-events/${event?.id}`, undefined],
    ['POST', `/api/webhook-events/${event?.id}/retry`, { endpoint_id: endpoint.id }],
  ] as const) {
    const reply = await api.send(method, path, { as: other, ...(body !== undefined && { body }) });
    expect([method, path, reply.status]).toEqual([method, path, 404]);
  }
  for (const path of ['/api/webhook-endpoints', '/api/webhook-events']) {
    expect((await api.send('GET', path, { as: other })).body['data']).toEqual([]);
  }
  await api.send('POST', '/api/customers', { as: other, body: { name: 'Theirs' } });
  await deliver();
  expect(receiver.received).toHaveLength(1);
  const world = World.of(api.database);
  expect(await deliveriesOf(world, endpoint.id)).toHaveLength(1);
});
