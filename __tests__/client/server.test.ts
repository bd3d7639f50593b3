/** The client, and the ids that it computes, against the route handlers and the database themselves. */
import { createHash } from 'node:crypto';
import { createCustomer } from '@/lib/operations/customers';
import { createProduct } from '@/lib/operations/products';
import { BillingSystemClient, DuplicateRecordError, usageRequestId } from '@/packages/client/src';
import { serve } from '../api/support/server';
import { startApi, type ApiStage } from '../api/support/stage';
import { heldToContract } from '../helpers/contract-proxy';
import { refusalOf } from './support/client';
import { vectors } from './support/vectors';

let api: ApiStage;
let client: BillingSystemClient;
let customerId: string;
let productId: string;

beforeAll(async () => {
  api = await startApi();
  client = new BillingSystemClient({
    baseUrl: 'http://localhost:3000/api',
    accessToken: api.owner.accessToken,
    firstRetryDelayMs: 1,
    fetch: heldToContract((url, init) => serve(new Request(String(url), init))),
  });
  const customer = await api.perform(createCustomer, { name: 'Ada', balance: '100.00' });
  const product = await api.perform(createProduct, {
    sku: 'TOKENS',
    name: 'Tokens',
    price: '1',
    usage_unit_price: '2',
  });
  customerId = createCustomer.output.parse(customer.body).id;
  productId = createProduct.output.parse(product.body).id;
});

afterAll(() => api.close());

describe('the server gives an event without an id the id that is written down', () => {
  const theirs = {
    customer: '0196c1f0-0000-7000-8000-000000000001',
    product: '0196c1f0-0000-7000-8000-0000000000a1',
  };
  /** With the ids of this database in place of those of the file, in the case in which they are written there. */
  const here = (id: string, own: string) => (id === id.toLowerCase() ? own : own.toUpperCase());

  const cases = vectors.map(({ note, payload, canonical }) => [note, payload, canonical] as const);

  test.each(cases)('%s', async (_note, payload, canonical) => {
    const sent = {
      ...payload,
      customer_id: here(payload.customer_id, customerId),
      ...(payload.product_id !== undefined && { product_id: here(payload.product_id, productId) }),
    };
    // An id of the caller's own comes before that of the payload, and the business is that of the caller.
    Reflect.deleteProperty(sent, 'request_id');
    Reflect.deleteProperty(sent, 'business_id');
    const hashed = canonical.replace(theirs.customer, customerId).replace(theirs.product, productId);
    const requestId = createHash('sha256').update(hashed).digest('hex');

    const batch = await api.send('POST', '/api/usage/batch', { body: { events: [sent] } });
    expect(batch.body).toMatchObject({ results: [{ request_id: requestId, error: null }] });
    const alone = await api.send('POST', '/api/usage', { body: sent });
    expect(alone.body).toMatchObject({ code: 'duplicate_record', record: { request_id: requestId } });
  });
});

test('usage that the client sends twice is refused with the first record, under the id that the client computes', async () => {
  const usage = { customerId, service: ' Größe "L" ', unitsConsumed: 1.5, pricePerUnit: '0.10' };
  const record = await client.recordUsage(usage);
  expect(record.request_id).toBe(await usageRequestId(usage));
  const refusal = await refusalOf(client.recordUsage({ ...usage, pricePerUnit: 0.1 }));
  expect(refusal).toBeInstanceOf(DuplicateRecordError);
  expect(refusal).toMatchObject({ record });
});

test('an attempt whose answer is lost is found again, with the price of the product of that moment', async () => {
  let attempts = 0;
  const lossy = new BillingSystemClient({
    baseUrl: 'http://localhost:3000/api',
    accessToken: api.owner.accessToken,
    firstRetryDelayMs: 1,
    fetch: async (url, init) => {
      const response = await serve(new Request(String(url), init));
      if ((attempts += 1) % 2 === 1) throw new TypeError('the connection is gone');
      return response;
    },
  });
  const record = await lossy.recordUsage({ customerId, productId, units: 3 });
  expect(record).toMatchObject({ product_id: productId, units: '3', amount: '6.00' });
  const { balance } = await lossy.wallets.addCredit({ customerId, amount: '5.00' });
  expect(attempts).toBe(4);
  expect((await client.wallets.getBalance({ customerId })).balance).toBe(balance);
});

test('the recorder delivers once whatever is lost, and says which event is bad', async () => {
  let requests = 0;
  const lossy = new BillingSystemClient({
    baseUrl: 'http://localhost:3000/api',
    accessToken: api.owner.accessToken,
    fetch: async (url, init) => {
      const response = await serve(new Request(String(url), init));
      if ((requests += 1) % 2 === 1) throw new TypeError('the connection is gone');
      return response;
    },
  });
  const invalid: string[] = [];
  const recorder = lossy.usageRecorder({
    maxBatch: 20,
    firstRetryDelayMs: 1,
    onInvalid: (_event, { errors }) => invalid.push(...errors.map(({ pointer }) => pointer)),
  });
  for (let number = 0; number < 100; number += 1) {
    const unitsConsumed = number === 42 ? '-1' : '1';
    await recorder.record({ customerId, service: 'buffered', unitsConsumed, pricePerUnit: '0.01' });
  }
  await recorder.close();
  expect(invalid).toEqual(['/units_consumed']);
  const events = await client.usage.listEvents({ customerId, service: 'buffered', limit: 30 }).toArray();
  expect(events).toHaveLength(99);
  expect(new Set(events.map(({ request_id }) => request_id)).size).toBe(99);
});
