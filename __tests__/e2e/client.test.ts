import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { createCustomer } from '@/lib/operations/customers';
import { installedClient, output, type Installed } from '../client/support/package';
import { startContractProxy, type ContractProxy } from '../helpers/contract-proxy';
import { everybodyLeaves, stack, visitor, type Visitor } from '../helpers/browser';
import { ask, newOwner, type Account } from '../helpers/journeys';
import { newKey } from '../helpers/members';
import { until } from '../helpers/waiting';

let installed: Installed;
let owner: Account;
let proxy: ContractProxy;

beforeAll(async () => {
  [installed, owner, proxy] = await Promise.all([
    installedClient(),
    newOwner(),
    startContractProxy(stack.appUrl),
  ]);
});

afterAll(async () => {
  installed.remove();
  await proxy.close();
});
afterEach(everybodyLeaves);

/**
 * What a program does with the client, in JavaScript that runs as it is in Node and in a page. `API` and `CREDENTIAL` are
 * put in by who runs it; the answer is what it saw.
 */
const program = `
  const client = new BillingSystemClient({ baseUrl: API, ...CREDENTIAL });
  const { id: customerId } = await client.customers.create({ name: 'Of the client', balance: '20.00' });
  const usage = { customerId, service: 'Zeichen für 日本語 🚀', unitsConsumed: '2.50', pricePerUnit: 0.5 };
  const record = await client.recordUsage(usage);
  const failures = [];
  for (const work of [
    () => client.recordUsage({ ...usage, unitsConsumed: 2.5, pricePerUnit: '0.500' }),
    () => client.recordUsage({ ...usage, unitsConsumed: '-1' }),
    () => client.customers.get({ customerId: '00000000-0000-7000-8000-000000000000' }),
  ]) await work().catch((error) => failures.push([error.name, error.code, error.record?.id === record.id]));
  const replays = [];
  for (const _ of [1, 2]) await client.wallets.addCredit(
    { customerId, amount: '5.00' },
    { idempotencyKey: 'top-up-of-' + customerId, onResponse: ({ isReplay }) => replays.push(isReplay) },
  );
  const refused = [];
  const recorder = client.usageRecorder({ maxBatch: 10, onInvalid: (event, { code }) => refused.push([event.service, code]) });
  for (let number = 0; number < 25; number += 1) {
    await recorder.record({ customerId, service: 'buffered', unitsConsumed: 1, pricePerUnit: '0.10' });
  }
  await recorder.record({ customerId, service: ' ', unitsConsumed: 1, pricePerUnit: '0.10' });
  await recorder.close();
  // The job of each minute may come in between, and a run that is under way does not take what came after it.
  do {
    let run = await client.billing.trigger({});
    while (run.status === 'running') run = await client.billing.getRun({ billingRunId: run.id });
  } while ((await client.usage.listUnbilled({ customerId }).toArray()).length > 0);
  const kinds = new Set();
  for await (const { kind } of client.wallets.listLedgerEntries({ customerId, limit: 2 })) kinds.add(kind);
  const { balance } = await client.wallets.getBalance({ customerId });
  const saw = {
    amount: record.amount, isSameId: record.request_id === (await usageRequestId(usage)),
    failures, replays, refused, recorded: recorder.stats().recorded, kinds: [...kinds].sort(), balance,
  };
`;

const expected = {
  amount: '1.25',
  isSameId: true,
  failures: [
    ['DuplicateRecordError', 'duplicate_record', true],
    ['ValidationError', 'invalid_request', false],
    ['NotFoundError', 'customer_not_found', false],
  ],
  replays: [false, true],
  refused: [[' ', 'invalid_request']],
  recorded: 25,
  kinds: ['opening_balance', 'top_up', 'usage'],
  balance: '21.25',
};

const names = 'BillingSystemClient, usageRequestId';
const given = (credential: object, api: string) =>
  `const API = ${JSON.stringify(api)}; const CREDENTIAL = ${JSON.stringify(credential)};`;

describe('the packed client, on the running app', () => {
  // What a program sends and gets goes through a proxy that holds it to the API document.
  afterEach(() => expect(proxy.violations).toEqual([]));

  test('works in Node as an ES module, with an API key', async () => {
    const apiKey = await newKey(owner);
    const text = `import { ${names} } from '@drawdown/client';
${given({ apiKey }, `${proxy.url}/api`)}${program}
console.log(JSON.stringify(saw));`;
    expect(JSON.parse(await output(installed, 'app.mjs', text))).toEqual(expected);
  });

  test('works in Node as CommonJS, with an API key', async () => {
    const apiKey = await newKey(owner);
    const text = `const { ${names} } = require('@drawdown/client');
(async () => {${given({ apiKey }, `${proxy.url}/api`)}${program}
console.log(JSON.stringify(saw)); })();`;
    expect(JSON.parse(await output(installed, 'app.cjs', text))).toEqual(expected);
  });

  test('works in a page of the app, with the token of its user', async () => {
    const { page } = await visitorWithClient();
    await page.route('**/api/**', async (route) => {
      const address = new URL(route.request().url());
      const response = await route.fetch({ url: `${proxy.url}${address.pathname}${address.search}` });
      await route.fulfill({ response });
    });
    const seen: unknown = await page.evaluate(`(async () => {
      const { ${names} } = await import('/client-under-test.js');
      ${given({ accessToken: owner.token }, '/api')}${program}
      return saw;
    })()`);
    expect(seen).toEqual(expected);
  });

  test('says and hears nothing that the API document does not have', () => {
    expect(proxy.exchanges).toBeGreaterThan(40);
    expect(proxy.violations).toEqual([]);
  });
});

test('a page that is left sends what it has buffered', async () => {
  const { id: customerId } = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
    name: 'Left',
  });
  const { page } = await visitorWithClient();
  await page.evaluate(`(async () => {
    const { BillingSystemClient } = await import('/client-under-test.js');
    const client = new BillingSystemClient({ baseUrl: '/api', accessToken: ${JSON.stringify(owner.token)} });
    const recorder = client.usageRecorder({ flushIntervalMs: 3_600_000, flushOnExit: true, onInvalid: console.error });
    for (let number = 0; number < 3; number += 1) {
      await recorder.record({ customerId: '${customerId}', service: 'reading', unitsConsumed: 1, pricePerUnit: '0.01' });
    }
  })()`);
  expect(await eventsOf(customerId)).toBe(0);
  await page.goto('about:blank');
  await until('the events arrived', async () => (await eventsOf(customerId)) === 3);
});

/** Somebody on a page of the app that serves the bundle of the tarball beside it. */
async function visitorWithClient(): Promise<Visitor> {
  const someone = await visitor();
  await someone.page.route('**/client-under-test.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: readFileSync(join(installed.folder, 'dist', 'index.js'), 'utf8'),
    }),
  );
  await someone.page.goto('/sign-in');
  return someone;
}

async function eventsOf(customerId: string): Promise<number> {
  const path = `/usage?customer_id=${customerId}`;
  return (await ask(listUsageEvents.output, owner.token, 'GET', path)).data.length;
}
