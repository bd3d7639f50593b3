/** Table C over HTTP as a program goes through it, on a clock that a test moves. */
import { getProfile } from '@/lib/operations/account';
import { getSessionStatus } from '@/lib/operations/sessions';
import type { TestUser } from '../helpers/callers';
import { customer } from './support/makers';
import { secondsBetween, startSandbox, type Sandbox } from './support/sandbox';
import { joinAs, slugOf } from './support/session-samples';
import type { Reply, SendOptions } from './support/stage';

let api: Sandbox;
let ada: TestUser & { customerId: string };

beforeAll(async () => {
  api = await startSandbox();
});
afterAll(() => api.close());
beforeEach(async () => {
  ada = await joinAs(api, 'ada');
});

const send = (method: string, path: string, options: SendOptions = {}): Promise<Reply> =>
  api.send(method, path, { as: ada, ...options });
const start = (options: SendOptions = {}) => send('POST', '/api/session/start', { body: {}, ...options });
const stop = (options: SendOptions = {}) => send('POST', '/api/session/stop', { body: {}, ...options });
const topUp = (credits: string | number, more: object = {}) =>
  api.send('POST', `/api/customers/${ada.customerId}/credits`, { body: { credits, ...more } });

async function status() {
  return getSessionStatus.output.parse((await send('GET', '/api/session/status')).body);
}

test('who signs up at a join page is a customer with the welcome grant, and sees themselves', async () => {
  const profile = getProfile.output.parse((await send('GET', '/api/user/profile')).body);
  expect(profile).toMatchObject({
    kind: 'user',
    user: { email: ada.email },
    businesses: [],
    customers: [
      {
        name: 'ada',
        status: 'active',
        business: { id: api.owner.businessId },
        credits: '100',
        credits_per_minute: '10',
        balance: '0.00',
        owed: '0.00',
        session: null,
        sessions: [],
      },
    ],
  });
  expect(await api.creditsOf(ada)).toEqual(['grant 100 100']);
  const again = await send('POST', `/api/join/${await slugOf(api)}`);
  expect(again).toMatchObject({ status: 200, body: { customer_id: ada.customerId, joined: false } });
});

test('a session burns a credit every six seconds, and whoever looks in between sees it', async () => {
  const started = await start();
  expect(started).toMatchObject({
    status: 201,
    body: {
      customer_id: ada.customerId,
      clock_stands_still: true,
      credits: '100',
      credits_per_minute: '10',
      session: {
        status: 'active',
        credits_used: '0',
        started_by: `customer:${ada.customerId}`,
        ended_at: null,
        end_reason: null,
      },
    },
  });
  for (const [seconds, used, left] of [
    [5.999999, '0', '100'],
    [0.000001, '1', '99'],
    [5, '1', '99'],
    [49, '10', '90'],
    [0.000001, '10', '90'],
  ] as const) {
    await api.pass(seconds);
    const now = await status();
    expect(now).toMatchObject({
      credits: left,
      can_start: false,
      session: { credits_used: used, credits_left: left },
    });
    expect(now.session?.runs_out_at).toBe((started.body['session'] as { runs_out_at: string }).runs_out_at);
  }
  const { body } = await send('GET', `/api/billing/balance/${ada.customerId}`);
  expect(body).toMatchObject({ credits: '90', session: { credits_used: '10' } });
  // The ledger knows nothing of it yet: nobody spent, and no job ran.
  expect(await api.creditsOf(ada)).toHaveLength(1);
});

test('a second start is a 409 with the session that runs', async () => {
  const { body } = await start();
  await api.pass(60);
  expect(await start()).toMatchObject({
    status: 409,
    body: {
      code: 'session_already_active',
      error: 'session already active',
      customer_id: ada.customerId,
      credits: '90',
      session: { id: (body['session'] as { id: string }).id, credits_used: '10' },
    },
  });
});

test('of twenty starts at once one begins a session, and nineteen are told of it', async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => start()));
  const [first, ...others] = replies.sort((one, other) => one.status - other.status);
  expect(first?.status).toBe(201);
  const { id } = first?.body['session'] as { id: string };
  for (const other of others) {
    expect(other).toMatchObject({ status: 409, body: { code: 'session_already_active', session: { id } } });
  }
  expect((await send('GET', '/api/sessions')).body['data']).toMatchObject([{ id }]);
});

test('stopping posts what was burned, and stopping again changes nothing', async () => {
  await start();
  await api.pass(61);
  const stopped = await stop();
  expect(stopped).toMatchObject({
    status: 200,
    body: {
      stopped: true,
      credits: '90',
      session: {
        status: 'ended',
        end_reason: 'stopped',
        seconds: 61,
        credits_used: '10',
        credits_left: null,
        runs_out_at: null,
        ended_by: `customer:${ada.customerId}`,
      },
    },
  });
  await api.pass(60);
  const again = await stop();
  expect(again.body).toMatchObject({ stopped: false, credits: '90', session: stopped.body['session'] });
  expect(await status()).toMatchObject({ session: null, last_session: stopped.body['session'] });
  expect(await api.creditsOf(ada)).toEqual(['session -10 90', 'grant 100 100']);
});

test('a stop that comes late for the session it names leaves the one after it alone', async () => {
  const first = (await start()).body['session'] as { id: string };
  await stop();
  const second = (await start()).body['session'] as { id: string };
  const late = await stop({ body: { sessionId: first.id } });
  expect(late.body).toMatchObject({ stopped: false, session: { id: first.id } });
  expect((await status()).session?.id).toBe(second.id);
});

test('there is nothing to stop where nothing was started', async () => {
  expect(await stop()).toMatchObject({ status: 404, body: { code: 'session_not_found' } });
});

test('a top-up lets a running session last the longer, to the second', async () => {
  const first = (await start()).body['session'] as { started_at: string; runs_out_at: string };
  expect(secondsBetween(first.started_at, first.runs_out_at)).toBe(600);
  await api.pass(65);
  const { body } = await topUp('50.5', { source: 'given', description: 'For the trouble' });
  expect(body).toMatchObject({
    credits: '140.5',
    entry: { kind: 'grant', amount: '50.5', balance_after: '140.5', description: 'For the trouble' },
    session: { credits_used: '10', credits_left: '140.5' },
  });
  const { runs_out_at } = body['session'] as { runs_out_at: string };
  // 90 whole credits and 50 more; half a credit buys no time.
  expect(secondsBetween(first.started_at, runs_out_at)).toBe(900);
  expect(await api.creditsOf(ada)).toEqual(['grant 50.5 140.5', 'session -10 90', 'grant 100 100']);
});

test('at zero a session ends by itself, dated to the second the credits ran out, whoever looks and when', async () => {
  const { started_at, runs_out_at } = (await start()).body['session'] as Record<string, string>;
  await api.pass(599.999999);
  expect(await status()).toMatchObject({ credits: '1', session: { credits_used: '99' } });
  await api.pass(4000);
  const ended = await status();
  expect(ended).toMatchObject({
    credits: '0',
    can_start: false,
    session: null,
    last_session: {
      status: 'ended',
      end_reason: 'ran_out',
      started_at,
      ended_at: runs_out_at,
      ended_by: null,
      seconds: 600,
      credits_used: '100',
    },
  });
  expect(await start()).toMatchObject({
    status: 402,
    body: {
      code: 'insufficient_credits',
      error: 'insufficient credits',
      customer_id: ada.customerId,
      credits: '0',
      required: '1',
    },
  });
  await topUp(1);
  const { body } = await send('GET', `/api/sessions/${ended.last_session?.id ?? ''}`);
  expect(body['entries']).toMatchObject({ data: [{ amount: '-100', occurred_at: runs_out_at }] });
  expect(await api.creditsOf(ada)).toEqual(['top_up 1 1', 'session -100 0', 'grant 100 100']);
});

test.each([
  ['0.999999', 402],
  ['1', 201],
])('with %s credits a start is a %i', async (credits, expected) => {
  const customer_id = await customer(api);
  await api.send('POST', `/api/customers/${customer_id}/credits`, { body: { credits } });
  const reply = await start({ as: api.owner, body: { customer_id } });
  expect(reply.status).toBe(expected);
  if (expected === 402) expect(reply.body).toMatchObject({ credits, required: '1' });
});

test('the same start again, with its key, is the same session; the key of somebody else is another', async () => {
  const headers = { 'idempotency-key': 'tap-1' };
  const [first, again] = [await start({ headers }), await start({ headers })];
  expect([again.status, again.text]).toEqual([201, first.text]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  const eve = await joinAs(api, 'Eve');
  const other = await start({ as: eve, headers });
  expect(other).toMatchObject({ status: 201, body: { customer_id: eve.customerId } });
  expect(other.headers.get('idempotent-replayed')).toBeNull();
  expect(await stop({ headers })).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
});
