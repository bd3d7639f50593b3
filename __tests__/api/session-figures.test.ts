/** What sessions come to: by day, entry by entry, and on the real clock. */
import { getSessionAnalytics, getSessionStatus, listSessions } from '@/lib/operations/sessions';
import type { TestUser } from '../helpers/callers';
import { secondsBetween, startSandbox, type Sandbox } from './support/sandbox';
import { joinAs } from './support/session-samples';
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
test('minutes and credits by day are those of the sessions, midnight and the running one with them', async () => {
  await api.setClock('2026-03-31T23:58:30Z');
  await start();
  await api.pass(93);
  await stop();
  await api.pass(60);
  await start();
  await api.pass(6);
  const { body } = await send('GET', '/api/sessions/analytics', { query: { fromDay: '2026-03-31' } });
  expect(getSessionAnalytics.output.parse(body)).toMatchObject({
    from_day: '2026-03-31',
    to_day: '2026-04-01',
    sessions: 2,
    customers: 1,
    minutes: '1.65',
    credits: '16',
    days: [
      { day: '2026-03-31', sessions: 1, minutes: '1.50', credits: '14' },
      // With what burned at midnight, as its ledger entry.
      { day: '2026-04-01', sessions: 2, minutes: '0.15', credits: '2' },
    ],
    top_customers: [{ customer_id: ada.customerId, sessions: 2, credits: '16' }],
    running: 1,
    credits_per_minute: '10',
  });
  const ranOn = async (day: string) =>
    listSessions.output.parse(
      (await send('GET', '/api/sessions', { query: { from_day: day, to_day: day } })).body,
    ).data;
  expect((await ranOn('2026-04-01')).map((row) => [row.status, row.credits_used])).toEqual([
    ['active', '1'],
    ['ended', '15'],
  ]);
  expect((await ranOn('2026-03-31')).map((row) => row.status)).toEqual(['ended']);
});

test('the trail: each session with its entries in the ledger, which name it, who started it and by which request', async () => {
  const started = await start({ headers: { 'x-request-id': 'tap:7' } });
  const { id } = started.body['session'] as { id: string };
  await api.pass(12);
  await api.send('POST', `/api/customers/${ada.customerId}/credits`, { body: { credits: 5 } });
  await api.pass(6);
  await stop();
  const { body } = await send('GET', `/api/sessions/${id}`, { query: { limit: '1' } });
  expect(body).toMatchObject({ id, credits_used: '3', entries: { has_more: true } });
  const { next_cursor, data } = body['entries'] as { next_cursor: string; data: object[] };
  const { body: rest } = await send('GET', `/api/sessions/${id}`, { query: { cursor: next_cursor } });
  const older = (rest['entries'] as { data: object[] }).data;
  const common = {
    kind: 'session',
    counter_account: 'revenue:sessions',
    reference_type: 'session',
    reference_id: id,
    actor: `customer:${ada.customerId}`,
    request_id: 'tap:7',
  };
  expect([...data, ...older]).toMatchObject([
    { ...common, amount: '-1' },
    { ...common, amount: '-2' },
  ]);
  const proof = await api.send('GET', '/api/ledger/proof');
  expect(proof.body).toMatchObject({ ok: true, discrepancies: [] });
});

test('on the real clock too a session is over when its credits are, with nobody to end it', async () => {
  const merchant = await api.signUp('merchant');
  const as = (options: SendOptions): SendOptions => ({ ...options, as: merchant });
  const { body: made } = await api.send('POST', '/api/customers', as({ body: { name: 'Quick' } }));
  const customerId = String(made['id']);
  await api.send('POST', `/api/customers/${customerId}/credits`, as({ body: { credits: 300 } }));
  const body = { customerId, creditsPerMinute: 60_000 };
  const started = await api.send('POST', '/api/session/start', as({ body }));
  expect(started).toMatchObject({ status: 201, body: { clock_stands_still: false } });
  const { started_at, runs_out_at } = started.body['session'] as Record<string, string>;

  const look = async () =>
    getSessionStatus.output.parse(
      (await api.send('GET', '/api/session/status', as({ query: { customerId } }))).body,
    );
  let seen = await look();
  while (seen.session !== null) {
    expect(Number(seen.session.credits_used) + Number(seen.credits)).toBe(300);
    seen = await look();
  }
  expect(Date.parse(seen.as_of)).toBeGreaterThanOrEqual(Date.parse(runs_out_at ?? ''));
  expect(seen).toMatchObject({
    credits: '0',
    last_session: { end_reason: 'ran_out', ended_at: runs_out_at, credits_used: '300', ended_by: null },
  });
  expect(secondsBetween(started_at ?? '', runs_out_at ?? '')).toBe(0.3);
  expect(await api.send('POST', '/api/session/start', as({ body: { customerId } }))).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', credits: '0' },
  });
});
