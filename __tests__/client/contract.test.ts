/** Between the client and the API stands a proxy that holds what passes to the API document. */
import { serve } from '../api/support/server';
import { startApi, type ApiStage } from '../api/support/stage';
import { startContractProxy, type ContractProxy } from '../helpers/contract-proxy';
import { listen } from '../helpers/usage-storm-scene';
import { BillingSystemClient, usageRequestId } from '@/packages/client/src';
import { refusalOf } from './support/client';

let api: ApiStage;
let close: () => Promise<void>;
let proxy: ContractProxy;
let client: BillingSystemClient;
/** What the server answers with, where a test wants another answer than the right one. */
let spoil: (response: Response) => Promise<Response>;
const right = (response: Response) => Promise.resolve(response);

beforeAll(async () => {
  api = await startApi();
  const server = await listen(async (request) => spoil(await serve(request)));
  proxy = await startContractProxy(server.url);
  close = server.close;
  client = new BillingSystemClient({
    baseUrl: `${proxy.url}/api`,
    accessToken: api.owner.accessToken,
    firstRetryDelayMs: 1,
  });
});
beforeEach(() => {
  spoil = right;
});
afterAll(async () => {
  await proxy.close();
  await close();
  await api.close();
});

test('whatever the client does, it says and hears nothing that the document does not have', async () => {
  const { id: customerId } = await client.customers.create({ name: 'Ada', balance: '20.00' });
  const usage = { customerId, service: 'Zeichen 🚀', unitsConsumed: '2.50', pricePerUnit: 0.5 };
  const record = await client.recordUsage(usage);
  expect(record.request_id).toBe(await usageRequestId(usage));
  await refusalOf(client.recordUsage(usage));
  await refusalOf(client.recordUsage({ ...usage, unitsConsumed: '-1' }));
  await refusalOf(client.customers.get({ customerId: '00000000-0000-7000-8000-000000000000' }));
  for (const amount of ['5.00', '5.00', '6.00']) {
    const credit = client.wallets.addCredit({ customerId, amount }, { idempotencyKey: 'of-the-contract' });
    await credit.catch((failure: unknown) =>
      expect(failure).toMatchObject({ code: 'idempotency_key_reused' }),
    );
  }
  const recorder = client.usageRecorder({ maxBatch: 10, onInvalid: () => undefined });
  for (let number = 0; number < 25; number += 1) {
    await recorder.record({ customerId, service: 'buffered', unitsConsumed: 1, pricePerUnit: '0.10' });
  }
  await recorder.record({ customerId, service: ' ', unitsConsumed: 1, pricePerUnit: '0.10' });
  await recorder.close();
  await client.billing.trigger({});
  await client.usage.listUnbilled({ customerId }).toArray();
  for await (const entry of client.wallets.listLedgerEntries({ customerId, limit: 2 }))
    expect(entry.id).toBeTruthy();
  await client.wallets.getBalance({ customerId });
  const before = await client.wallets.getBalance({ customerId, asOf: '2020-01-01T00:00:00Z' });
  expect([before.balance, before.usage_events]).toEqual(['0.00', undefined]);
  await client.products.create({ sku: 'DUCK', name: 'Duck', price: '1.50', stock: 3 });
  await client.products.list({ search: 'duck' }).toArray();
  const nobody = new BillingSystemClient({ baseUrl: `${proxy.url}/api`, apiKey: 'sk_nonsense' });
  expect(await refusalOf(nobody.customers.list().toArray())).toMatchObject({ code: 'api_key_invalid' });
  expect(proxy.violations).toEqual([]);
  expect(proxy.exchanges).toBeGreaterThan(15);
});

test('an answer with a field that the document does not have is seen', async () => {
  spoil = async (response) => {
    const body = (await response.json()) as object;
    return new Response(JSON.stringify({ ...body, secret: 1 }), response);
  };
  await client.customers.create({ name: 'Ada' });
  expect(proxy.violations).toEqual([
    expect.stringMatching(/^POST \/api\/customers -> 201: .*additional properties/),
  ]);
});
