/** Holds through the client, with errors that carry what they say. */
import {
  BillingSystemClient,
  ConflictError,
  NotFoundError,
  PaymentRequiredError,
} from '@/packages/client/src';
import { startSandbox, type Sandbox } from '../api/support/sandbox';
import { serve } from '../api/support/server';
import { refusalOf } from './support/client';

const reach: typeof fetch = (url, init) => serve(new Request(String(url), init));

let api: Sandbox;
let client: BillingSystemClient;
let customerId: string;

beforeAll(async () => {
  api = await startSandbox();
  client = new BillingSystemClient({
    baseUrl: 'http://localhost:3000/api',
    accessToken: api.owner.accessToken,
    firstRetryDelayMs: 1,
    fetch: reach,
  });
});
afterAll(() => api.close());
beforeEach(async () => {
  ({ id: customerId } = await client.customers.create({ name: 'Ada', balance: '100' }));
});

test('a hold is made, taken in parts, released and read', async () => {
  const hold = await client.holds.create({
    customerId,
    amount: '25.00',
    expiresIn: 900,
    description: 'job 4711',
  });
  const { hold: after, entry } = await client.holds.capture({
    holdId: hold.id,
    amount: '18.40',
    keepRest: true,
  });
  expect([after.status, after.held, entry.amount]).toEqual(['active', '6.60', '-18.40']);
  expect(await client.holds.release({ holdId: hold.id })).toMatchObject({ status: 'released', held: '0.00' });
  expect(await client.holds.get({ holdId: hold.id })).toMatchObject({ captures: [{ id: entry.id }] });
  const [first, ...others] = await client.holds.list({ customerId, status: 'released' }).toArray();
  expect([first?.id, others]).toEqual([hold.id, []]);
  const { as_of, clock_stands_still } = await client.holds.list({ customerId }).page();
  expect([as_of, clock_stands_still]).toEqual([expect.any(String), true]);
});

test('a capture whose answer is lost is taken once', async () => {
  let attempts = 0;
  const lossy = new BillingSystemClient({
    baseUrl: 'http://localhost:3000/api',
    accessToken: api.owner.accessToken,
    firstRetryDelayMs: 1,
    fetch: async (url, init) => {
      const response = await reach(url, init);
      if ((attempts += 1) % 2 === 1) throw new TypeError('the connection is gone');
      return response;
    },
  });
  const hold = await lossy.holds.create({ customerId, amount: '25' });
  await lossy.holds.capture({ holdId: hold.id, amount: '5', keepRest: true });
  expect(attempts).toBe(4);
  expect(await client.wallets.getBalance({ customerId })).toMatchObject({ balance: '95.00', held: '20.00' });
});

test('each refusal is an error of its kind, with the numbers', async () => {
  const broke = await refusalOf(client.holds.create({ customerId, amount: '100.01' }));
  expect(broke).toBeInstanceOf(PaymentRequiredError);
  expect(broke).toMatchObject({ code: 'insufficient_funds', problem: { available: '100.00' } });
  const hold = await client.holds.create({ customerId, amount: '25', expiresIn: 60 });
  const much = await refusalOf(client.holds.capture({ holdId: hold.id, amount: '26' }));
  expect(much).toBeInstanceOf(ConflictError);
  expect(much).toMatchObject({ code: 'capture_exceeds_hold', problem: { held: '25.00', asked: '26.00' } });
  await api.pass(60);
  const late = await refusalOf(client.holds.capture({ holdId: hold.id }));
  expect(late).toBeInstanceOf(ConflictError);
  expect(late).toMatchObject({ code: 'hold_not_active', problem: { hold: { status: 'expired' } } });
  const lost = await refusalOf(client.holds.get({ holdId: customerId }));
  expect(lost).toBeInstanceOf(NotFoundError);
  expect(lost).toMatchObject({ code: 'hold_not_found' });
});
