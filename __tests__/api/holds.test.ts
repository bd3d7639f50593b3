/** Holds over HTTP as a program goes through them, on a clock that a test moves. */
import { captureHold, createHold, getHold, listHolds } from '@/lib/operations/holds';
import type { TestUser } from '../helpers/callers';
import { customer } from './support/makers';
import { startSandbox, type Sandbox } from './support/sandbox';
import { withCredits } from './support/session-samples';
import type { Reply, SendOptions } from './support/stage';

let api: Sandbox;
let adaId: string;

beforeAll(async () => {
  api = await startSandbox();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.setClock('2026-03-01T10:20:30.123456Z');
  adaId = await customer(api);
});

const make = (body: object = {}, options: SendOptions = {}): Promise<Reply> =>
  api.send('POST', '/api/holds', { body: { customer_id: adaId, amount: '25', ...body }, ...options });
const madeId = async (body: object = {}) => createHold.output.parse((await make(body)).body).id;
const capture = (id: string, body: object = {}, options: SendOptions = {}) =>
  api.send('POST', `/api/holds/${id}/capture`, { body, ...options });
const release = (id: string, options: SendOptions = {}) =>
  api.send('POST', `/api/holds/${id}/release`, { body: {}, ...options });
const balance = async () => (await api.send('GET', `/api/billing/balance/${adaId}`)).body;

async function colleague(role: 'member' | 'viewer'): Promise<TestUser> {
  const user = await api.signUp(role);
  const text = 'insert into public.memberships (business_id, user_id, role) values ($1, $2, $3)';
  await api.database.admin.query(text, [api.owner.businessId, user.id, role]);
  // Of one business only, so that no request has to name it.
  await api.database.admin.query('delete from public.memberships where user_id = $1 and business_id <> $2', [
    user.id,
    api.owner.businessId,
  ]);
  return user;
}

test('a job that must not overspend: held before it begins, captured for what it came to, the rest given back', async () => {
  const made = await make({ amount: '25.00', expires_in: 900, description: 'render job 4711' });
  expect(made).toMatchObject({
    status: 201,
    body: {
      amount: '25.00',
      captured: '0.00',
      held: '25.00',
      status: 'active',
      wallet: 'prepaid',
      unit: 'USD',
      description: 'render job 4711',
      expires_at: expect.stringMatching(/^2026-03-01T10:35:30\.123456/) as string,
      ended_at: null,
      request_id: expect.any(String) as string,
    },
  });
  expect(await balance()).toMatchObject({ balance: '100.00', held: '25.00', available: '75.00' });
  const id = String(made.body['id']);
  const taken = await capture(id, { amount: '18.40' });
  expect(taken).toMatchObject({
    status: 200,
    body: {
      hold: { id, status: 'captured', captured: '18.40', held: '0.00' },
      entry: { kind: 'capture', amount: '-18.40', balance_after: '81.60', reference_id: id },
    },
  });
  expect(await balance()).toMatchObject({ balance: '81.60', held: '0.00', available: '81.60' });
  const read = getHold.output.parse((await api.send('GET', `/api/holds/${id}`)).body);
  expect(read).toMatchObject({
    clock_stands_still: true,
    captures: [captureHold.output.parse(taken.body).entry],
  });
});

test('what is held cannot be bought with, held or started with, and the refusal says how much is free', async () => {
  adaId = await withCredits(api, '10');
  await make({ amount: '90' });
  await make({ amount: '10', wallet: 'credits' });
  expect(await make({ amount: '10.01' })).toMatchObject({
    status: 402,
    body: { code: 'insufficient_funds', available: '10.00' },
  });
  expect(await make({ amount: '1', wallet: 'credits' })).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', credits: '0', required: '1' },
  });
  expect(await api.send('POST', '/api/session/start', { body: { customer_id: adaId } })).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits' },
  });
});

describe('with its Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'job-4711' };

  test('a hold is made once, a capture taken once, a release done once', async () => {
    const once = { headers: { 'idempotency-key': `hold-${adaId}` } };
    const [first, again] = [await make({}, once), await make({ amount: '25.00' }, once)];
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await balance()).toMatchObject({ held: '25.00' });
    const id = await madeId();
    const taken = [
      await capture(id, { amount: '5', keep_rest: true }, { headers }),
      await capture(id, { amount: '5.00', keep_rest: true }, { headers }),
    ];
    expect(taken[1]?.text).toBe(taken[0]?.text);
    expect(await balance()).toMatchObject({ balance: '95.00', held: '45.00' });
    expect(await capture(id, { amount: '6', keep_rest: true }, { headers })).toMatchObject({
      status: 409,
      body: { code: 'idempotency_key_reused' },
    });
    const other = { 'idempotency-key': `release-${id}` };
    const released = [await release(id, { headers: other }), await release(id, { headers: other })];
    expect(released[1]?.text).toBe(released[0]?.text);
  });

  test('a capture whose hold has expired since is answered as it was', async () => {
    const id = await madeId({ expires_in: 60 });
    const key = { 'idempotency-key': `capture-${id}` };
    const first = await capture(id, { amount: '5', keep_rest: true }, { headers: key });
    await api.pass(3600);
    expect(await capture(id, { amount: '5', keep_rest: true }, { headers: key })).toMatchObject({
      status: 200,
      text: first.text,
    });
    expect(await capture(id, { amount: '5' })).toMatchObject({
      status: 409,
      body: { code: 'hold_not_active', hold: { id, status: 'expired', captured: '5.00', held: '0.00' } },
    });
  });
});

test('at its microsecond a hold is over, and what was held is free', async () => {
  const id = await madeId({ amount: '100', expires_in: 60 });
  await api.pass(59.999999);
  expect(await balance()).toMatchObject({ held: '100.00', available: '0.00' });
  await api.pass(0.000001);
  expect(await balance()).toMatchObject({ held: '0.00', available: '100.00' });
  expect(await release(id)).toMatchObject({ status: 200, body: { status: 'expired' } });
  expect((await make({ amount: '100' })).status).toBe(201);
});

test('more than is held is not captured, and nothing is taken', async () => {
  const id = await madeId();
  expect(await capture(id, { amount: '25.000001' })).toMatchObject({
    status: 409,
    body: { code: 'capture_exceeds_hold', held: '25.00', asked: '25.000001', unit: 'USD' },
  });
  expect(await balance()).toMatchObject({ balance: '100.00', held: '25.00' });
});

test.each([
  [{ amount: '0' }, '/amount'],
  [{ amount: 'much' }, '/amount'],
  [{ amount: undefined }, '/amount'],
  [{ wallet: 'receivable' }, '/wallet'],
  [{ wallet: 'credits', amount: '0.5' }, '/amount'],
  [{ expires_in: 0 }, '/expires_in'],
  [{ expires_in: 1.5 }, '/expires_in'],
  [{ expires_at: '2026-03-01T10:20:30.123456Z' }, '/expires_at'],
  [{ expires_at: 'tomorrow' }, '/expires_at'],
  [{ expires_at: '2026-03-02T00:00:00Z', expires_in: 60 }, '/expires_at'],
  [{ until: 'noon' }, '/until'],
])('a hold of %j is refused with the field that is wrong', async (body, pointer) => {
  const reply = await make(body);
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({
    code: 'invalid_request',
    errors: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown[],
  });
});

test('a moment of any offset is taken to the microsecond', async () => {
  const { body } = await make({ expires_at: '2026-03-01T12:20:30.123457+02:00' });
  expect(body['expires_at']).toMatch(/^2026-03-01T10:20:30\.123457/);
  await api.pass(0.000001);
  expect(await balance()).toMatchObject({ held: '0.00' });
});

test('another business sees and touches no hold, whichever way it asks', async () => {
  const id = await madeId();
  const eve = await api.signUp('eve');
  for (const reply of [
    await api.send('GET', `/api/holds/${id}`, { as: eve }),
    await capture(id, {}, { as: eve }),
    await release(id, { as: eve }),
  ])
    expect(reply).toMatchObject({ status: 404, body: { code: 'hold_not_found' } });
  expect(await make({}, { as: eve })).toMatchObject({ status: 404, body: { code: 'customer_not_found' } });
  expect((await api.send('GET', '/api/holds', { as: eve })).body).toMatchObject({ data: [] });
  expect(await balance()).toMatchObject({ held: '25.00' });
});

test('a viewer reads, a member holds, and a key needs the permission', async () => {
  const id = await madeId();
  const viewer = await colleague('viewer');
  expect((await api.send('GET', `/api/holds/${id}`, { as: viewer })).status).toBe(200);
  for (const reply of [
    await make({}, { as: viewer }),
    await capture(id, {}, { as: viewer }),
    await release(id, { as: viewer }),
  ])
    expect(reply).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
  const member = await colleague('member');
  expect(await make({}, { as: member })).toMatchObject({ status: 201, body: { actor: `user:${member.id}` } });
  const { body } = await api.send('POST', '/api/api-keys', {
    body: { name: 'Reader', scopes: ['holds:read'] },
  });
  const key = String(body['key']);
  expect((await api.send('GET', '/api/holds', { as: key })).status).toBe(200);
  expect((await release(id, { as: key })).status).toBe(403);
});

test('of an archived customer nothing is held any more, and nothing can be', async () => {
  const id = await madeId();
  await api.send('PUT', `/api/customers/${adaId}`, { body: { status: 'archived' } });
  expect(await make()).toMatchObject({ status: 409, body: { code: 'customer_archived' } });
  expect(await capture(id)).toMatchObject({
    status: 409,
    body: { code: 'hold_not_active', hold: { status: 'released' } },
  });
});

test('the list goes page by page, by customer, wallet and state', async () => {
  const [first, second, third] = [
    await madeId(),
    await madeId({ amount: '1' }),
    await madeId({ expires_in: 1 }),
  ];
  await release(second);
  await api.pass(1);
  const list = async (query: Record<string, string>) =>
    listHolds.output.parse(
      (await api.send('GET', '/api/holds', { query: { customer_id: adaId, ...query } })).body,
    );
  const page = await list({ limit: '2' });
  expect(page.data.map(({ id, status }) => `${id} ${status}`)).toEqual([
    `${third} expired`,
    `${second} released`,
  ]);
  const rest = await list({ limit: '2', cursor: page.next_cursor ?? '' });
  expect([rest.data.map(({ id }) => id), rest.has_more]).toEqual([[first], false]);
  expect((await list({ status: 'active' })).data.map(({ id }) => id)).toEqual([first]);
  expect((await list({ wallet: 'credits' })).data).toEqual([]);
});
