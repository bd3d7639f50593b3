import { setTimeout as pause } from 'node:timers/promises';
import {
  BillingSystemClient,
  ConflictError,
  DuplicateRecordError,
  NotFoundError,
  PaymentRequiredError,
  usageRequestId,
  ValidationError,
  type ResponseInfo,
  type UsageInput,
} from '@/packages/client/src';
import { badProxy } from './client/proxy';
import { runScript, StackProblem } from './local/problem';
import { DEMO } from './local/stack';

/**
 * `packages/client` on the running app, case by case. Start that with `npm run dev` first.
 *
 * `DRAWDOWN_API_URL`: where the API is, if not at http://localhost:3000/api. `DRAWDOWN_API_KEY`: a key of your own;
 * without one the demo signs in as the sample user, and makes one.
 */
runScript(async () => {
  const baseUrl = process.env['DRAWDOWN_API_URL']?.trim() || 'http://localhost:3000/api';
  const { apiKey, discard } = await keyFor(baseUrl);
  const proxy = await badProxy(baseUrl);
  const client = new BillingSystemClient({ baseUrl, apiKey });
  const throughProxy = new BillingSystemClient({
    baseUrl: proxy.url,
    apiKey,
    firstRetryDelayMs: 50,
    maxRetryDelayMs: 200,
  });
  try {
    const customer = await client.customers.create({ name: 'Client demo', balance: '50.00' });
    const usage = {
      customerId: customer.id,
      service: 'chat completions',
      unitsConsumed: '1204',
      pricePerUnit: '0.002',
    };
    await oneByOne(client, usage);
    await refusals(client, usage);
    await aLostAnswer(throughProxy, proxy, usage);
    await aBatch(client, usage);
    await buffered(throughProxy, proxy, usage);
    await billing(client, customer.id);
    await aSession(client, customer.id);
    console.log(
      `\n  The customer stays, to be looked at: ${baseUrl.replace(/\/api$/, '')}/customers/${customer.id}\n`,
    );
  } finally {
    await proxy.close();
    await discard();
  }
});

type Usage = Extract<UsageInput, { service: string }>;
type Proxy = Awaited<ReturnType<typeof badProxy>>;

async function keyFor(baseUrl: string): Promise<{ apiKey: string; discard: () => Promise<unknown> }> {
  const given = process.env['DRAWDOWN_API_KEY']?.trim();
  if (given) return { apiKey: given, discard: () => Promise.resolve() };
  const { access_token: accessToken } = await new BillingSystemClient({ baseUrl }).account
    .logIn(DEMO)
    .catch((cause: unknown) => {
      throw new StackProblem(
        `Nobody could sign in at ${baseUrl} (${cause instanceof Error ? cause.message : String(cause)}) Start the app with "npm run dev", or set DRAWDOWN_API_URL and DRAWDOWN_API_KEY.`,
      );
    });
  const user = new BillingSystemClient({ baseUrl, accessToken });
  const { businesses } = await user.account.getMe();
  const businessId = businesses[0]?.id;
  const { id, key } = await user.apiKeys.create({ businessId, name: 'Client demo' });
  if (key === null)
    throw new StackProblem('The key was made by an attempt whose answer was lost. Run it again.');
  said(`Signed in as ${DEMO.email}, and made an API key for this run.`);
  return { apiKey: key, discard: () => user.apiKeys.revoke({ businessId, apiKeyId: id }) };
}

async function oneByOne(client: BillingSystemClient, usage: Usage): Promise<void> {
  title('Success');
  const record = await client.recordUsage(usage);
  said(
    `recorded ${record.units} units of "${record.service}" at ${record.price_per_unit}: ${record.amount} ${record.currency}`,
  );
  const isSame = (await usageRequestId(usage)) === record.request_id;
  said(
    `request id, made of the payload, ${isSame ? 'here as there' : 'and not as here'}: ${record.request_id}`,
  );

  title('Duplicate: the same usage again');
  const duplicate = await expected(DuplicateRecordError, client.recordUsage(usage));
  said(`${duplicate.name}, ${duplicate.status} ${duplicate.code}: ${duplicate.message}`);
  said(
    `with the first record: ${duplicate.record.id}, ${duplicate.record.id === record.id ? 'the one above' : 'another one'}`,
  );

  title('Replay: truly the same usage, told apart by a key, and the key sent twice');
  const onResponse = ({ status, isReplay }: ResponseInfo) =>
    said(`answered ${status}${isReplay ? ', from memory' : ''}`);
  const idempotencyKey = crypto.randomUUID();
  const first = await client.recordUsage(usage, { idempotencyKey, onResponse });
  const second = await client.recordUsage(usage, { idempotencyKey, onResponse });
  said(`one record: ${first.id} and ${second.id}`);
}

async function refusals(client: BillingSystemClient, usage: Usage): Promise<void> {
  title('Validation error');
  const invalid = await expected(
    ValidationError,
    client.recordUsage({ ...usage, unitsConsumed: '-5', service: '' }),
  );
  for (const { pointer, message } of invalid.errors) said(`${pointer} ${message}`);

  title('Not found');
  const missing = await expected(
    NotFoundError,
    client.recordUsage({ ...usage, customerId: '00000000-0000-7000-8000-000000000000' }),
  );
  said(`${missing.name}, ${missing.code}: ${missing.message} (request ${missing.requestId})`);
}

async function aLostAnswer(client: BillingSystemClient, proxy: Proxy, usage: Usage): Promise<void> {
  title('Retry: a proxy loses the answer to the first attempt');
  proxy.loseNextAnswer();
  const onResponse = ({ attempts }: ResponseInfo) => said(`attempts: ${attempts}`);
  const record = await client.recordUsage({ ...usage, unitsConsumed: '7' }, { onResponse });
  said(`recorded once, by the first: ${record.id}. The second was told so, and gave its record.`);
  proxy.loseNextAnswer();
  const { balance } = await client.wallets.addCredit(
    { customerId: usage.customerId, amount: '5.00' },
    { onResponse },
  );
  said(`a top-up of 5.00 the same way, with a key that the client made: balance ${balance}`);
}

async function aBatch(client: BillingSystemClient, usage: Usage): Promise<void> {
  title('Batch: three events, one of them bad, one of them known');
  const { results } = await client.recordUsageBatch([
    { ...usage, unitsConsumed: '11' },
    { ...usage, pricePerUnit: 'ten' },
    usage,
  ]);
  for (const { outcome, error } of results) said(error === null ? outcome : `${outcome}: ${error.detail}`);
}

async function buffered(client: BillingSystemClient, proxy: Proxy, usage: Usage): Promise<void> {
  title('Buffered: 2,000 events, a buffer for 500, and a server that is away at first');
  const recorder = client.usageRecorder({
    maxBatch: 100,
    maxBuffered: 500,
    firstRetryDelayMs: 50,
    maxRetryDelayMs: 200,
    onInvalid: (event, { detail }) => said(`refused: ${event.requestId} ${detail}`),
  });
  proxy.isAway = true;
  let accepted = 0;
  const producer = (async () => {
    for (; accepted < 2000; accepted += 1)
      await recorder.record({ ...usage, unitsConsumed: '1', pricePerUnit: '0.001' });
  })();
  while (recorder.stats().failures < 3) await pause(20);
  const away = recorder.stats();
  said(
    `away: ${away.pending} events held, ${away.waiting} caller waits, ${away.failures} failed attempts, nothing dropped`,
  );
  proxy.isAway = false;
  proxy.loseNextAnswer();
  await producer;
  const { unsent } = await recorder.close();
  const { recorded, duplicates, invalid } = recorder.stats();
  said(
    `back: ${recorded} recorded, ${duplicates} recorded by an attempt whose answer was lost, ${invalid} invalid, ${unsent.length} unsent`,
  );
}

async function billing(client: BillingSystemClient, customerId: string): Promise<void> {
  title('Billing run and balance');
  const before = await client.wallets.getBalance({ customerId });
  said(`balance ${before.balance}`);
  let run = await client.billing.trigger({});
  while (run.status === 'running') {
    await pause(100);
    run = await client.billing.getRun({ billingRunId: run.id });
  }
  said(`run: ${run.events} events, ${run.charges} charges, ${run.total_billed} ${run.currency} billed`);
  for await (const { name, events, amount } of client.billing.listUsageCharges({ customerId })) {
    said(`charged: ${events} events of ${name} as one entry of ${amount}`);
  }
  for await (const entry of client.wallets.listLedgerEntries({ customerId })) {
    said(`ledger: ${entry.version}. ${entry.kind} ${entry.amount}, balance ${entry.balance_after}`);
  }
}

async function aSession(client: BillingSystemClient, customerId: string): Promise<void> {
  title('Session: started, looked at, stopped');
  await client.sessions.addCredits({ customerId, credits: '100', source: 'given' });
  const { session } = await client.sessions.start({ customerId, creditsPerMinute: '600' });
  said(`started with 100 credits at 600 a minute: they last until ${session.runs_out_at}`);
  const conflict = await expected(ConflictError, client.sessions.start({ customerId }));
  said(`a second one: ${conflict.status} ${conflict.code}`);
  await pause(500);
  const { credits, session: running } = await client.sessions.getStatus({ customerId });
  said(`a moment later: ${running?.credits_used} used, ${credits} left`);
  for (const sent of ['stopped', 'once more']) {
    const { stopped, session: ended } = await client.sessions.stop({ customerId, sessionId: session.id });
    said(`${sent}: ${stopped ? 'ended now' : 'had ended'}, ${ended.credits_used} used`);
  }

  title('Session that ends by itself, when its credits are used up');
  await client.sessions.start({ customerId, creditsPerMinute: '60000' });
  let status = await client.sessions.getStatus({ customerId });
  while (status.session !== null) status = await client.sessions.getStatus({ customerId });
  const { end_reason, ended_at } = status.last_session ?? {};
  said(`${end_reason} at ${ended_at}, ${status.credits} left`);
  const broke = await expected(PaymentRequiredError, client.sessions.start({ customerId }));
  said(`another one: ${broke.status} ${broke.code}, needs ${String(broke.problem?.['required'])}`);
}

async function expected<Kind extends Error>(
  kind: new (...details: never[]) => Kind,
  work: Promise<unknown>,
): Promise<Kind> {
  const failure = await work.catch((reason: unknown) => reason);
  if (failure instanceof kind) return failure;
  throw failure instanceof Error ? failure : new Error(`${kind.name} was expected`);
}

function title(text: string): void {
  console.log(`\n  ${text}`);
}

function said(text: string): void {
  console.log(`    ${text}`);
}
