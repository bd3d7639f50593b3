/** Sessions through the client: as a customer with a token of their own, and as the business that tops them up. */
import { testPassword } from '../helpers/callers';
import { BillingSystemClient, ConflictError, PaymentRequiredError } from '@/packages/client/src';
import { serve } from '../api/support/server';
import { startSandbox, type Sandbox } from '../api/support/sandbox';
import { slugOf } from '../api/support/session-samples';
import { heldToContract } from '../helpers/contract-proxy';
import { refusalOf } from './support/client';

const baseUrl = 'http://localhost:3000/api';
const reach = heldToContract((url, init) => serve(new Request(String(url), init)));

let api: Sandbox;
let business: BillingSystemClient;
let ada: BillingSystemClient;
let accessToken: string;
let customerId: string;

beforeAll(async () => {
  api = await startSandbox();
  business = new BillingSystemClient({ baseUrl, accessToken: api.owner.accessToken, fetch: reach });
});
afterAll(() => api.close());
beforeEach(async () => {
  const newcomer = new BillingSystemClient({ baseUrl, fetch: reach });
  ({ access_token: accessToken } = await newcomer.account.signUp({
    email: `ada-${crypto.randomUUID()}@example.test`,
    password: testPassword,
    join: await slugOf(api),
    name: 'Ada',
  }));
  ada = new BillingSystemClient({ baseUrl, accessToken, fetch: reach });
  const { customers } = await ada.account.getProfile();
  customerId = customers[0]?.customer_id ?? '';
});

test('a customer starts, looks and stops without naming themselves', async () => {
  const { session } = await ada.sessions.start();
  await api.pass(60);
  expect(await ada.sessions.getStatus()).toMatchObject({ credits: '90', session: { id: session.id } });
  const stopped = await ada.sessions.stop({ sessionId: session.id });
  expect(stopped).toMatchObject({ stopped: true, session: { end_reason: 'stopped', credits_used: '10' } });
  const [first, ...others] = await ada.sessions.list().toArray();
  expect([first, others]).toEqual([stopped.session, []]);
  const { as_of, clock_stands_still } = await ada.sessions.list().page();
  expect([as_of, clock_stands_still]).toEqual([expect.any(String), true]);
  expect(await ada.sessions.get({ sessionId: session.id })).toMatchObject({
    entries: { data: [{ amount: '-10', kind: 'session' }] },
  });
});

test('a start whose answer is lost is one session, not a conflict with itself', async () => {
  let attempts = 0;
  const lossy = new BillingSystemClient({
    baseUrl,
    accessToken,
    firstRetryDelayMs: 1,
    fetch: async (url, init) => {
      const response = await reach(url, init);
      if ((attempts += 1) % 2 === 1) throw new TypeError('the connection is gone');
      return response;
    },
  });
  const { session } = await lossy.sessions.start();
  expect(attempts).toBe(2);
  expect((await ada.sessions.getStatus()).session?.id).toBe(session.id);
  expect((await lossy.sessions.stop()).stopped).toBe(true);
});

test('a second start is a ConflictError that has the session, one without credits a PaymentRequiredError with numbers', async () => {
  const { session } = await ada.sessions.start();
  const conflict = await refusalOf(ada.sessions.start());
  expect(conflict).toBeInstanceOf(ConflictError);
  expect(conflict).toMatchObject({
    code: 'session_already_active',
    problem: { session: { id: session.id }, credits: '100' },
  });
  await api.pass(600);
  const broke = await refusalOf(ada.sessions.start());
  expect(broke).toBeInstanceOf(PaymentRequiredError);
  expect(broke).toMatchObject({ code: 'insufficient_credits', problem: { credits: '0', required: '1' } });
});

test('the business tops up, and reads minutes and credits by day', async () => {
  await ada.sessions.start();
  await api.pass(30);
  const { credits, session } = await business.sessions.addCredits({
    customerId,
    credits: 25,
    source: 'given',
  });
  expect([credits, session?.credits_left]).toEqual(['120', '120']);
  expect(await business.sessions.getAnalytics({ customerId })).toMatchObject({
    credits: '5',
    minutes: '0.50',
  });
  const stopped = await business.sessions.stop({ customerId });
  expect(stopped.session.end_reason).toBe('ended_by_business');
});

test('the portal: what a join page says, joining it, and an invitation whose secret is shown once', async () => {
  const slug = await slugOf(api);
  expect(await ada.portal.getJoinPage({ slug })).toMatchObject({ slug, welcome_grant: '100' });
  expect(await ada.portal.joinBusiness({ slug })).toMatchObject({ customer_id: customerId, joined: false });
  const { id } = await business.customers.create({ name: 'Grace' });
  const idempotencyKey = crypto.randomUUID();
  const invite = () => business.portal.inviteCustomer({ customerId: id }, { idempotencyKey });
  expect((await invite()).token).toMatch(/^inv_/);
  expect((await invite()).token).toBeNull();
});
