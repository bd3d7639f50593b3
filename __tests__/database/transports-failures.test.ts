/** What a transport does when things go wrong on the way: identities stay apart, and the caller is told what to do. */
import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { Client } from 'pg';
import { createDirectTransport } from '@/lib/database/direct';
import { createSupabaseTransport } from '@/lib/database/supabase';
import { anonymous, holderOf } from '../helpers/callers';
import { outcomeOf, startTransports, transportKinds, type TransportStage } from '../helpers/transports';

let stage: TransportStage;

beforeAll(async () => {
  stage = await startTransports();
});
afterAll(() => stage.close());

describe('the direct transport', () => {
  test('never carries an identity, a business or a replay from one call to the next on a connection', async () => {
    const single = createDirectTransport({ connectionString: stage.database.appUrl, poolSize: 1 });
    const keyed = {
      ...stage.owner.identity,
      idempotencyKey: randomUUID(),
      businessId: stage.owner.businessId,
    };
    const args = { customer_id: stage.customerId, amount: '0.01' };
    await single.call('add_credit', args, keyed);
    expect(await single.call('add_credit', args, keyed)).toMatchObject({ replayed: true });
    expect(await outcomeOf(single, 'list_customers', {}, anonymous())).toMatchObject({ status: 401 });
    expect(await outcomeOf(single, 'list_customers', {}, stage.stranger.identity)).toEqual({
      body: { data: [], has_more: false, next_cursor: null },
      replayed: false,
    });
    expect(await outcomeOf(single, 'get_business', {}, holderOf('sk_nonsense'))).toMatchObject({
      status: 401,
    });
    expect(await outcomeOf(single, 'get_business', {}, stage.stranger.identity)).toHaveProperty(
      'body.id',
      stage.stranger.businessId,
    );
    expect(await outcomeOf(single, 'get_health', {}, anonymous())).toHaveProperty('body.status', 'ok');
    await single.close();
  });

  test('keeps callers apart while their calls are mixed on few connections', async () => {
    const calls = Array.from({ length: 120 }, async (_, index) => {
      const as = [stage.owner, stage.stranger][index % 2];
      if (as === undefined) return false;
      return (
        (await stage.answer<{ id: string }>('direct', 'get_business', {}, as.identity)).id === as.businessId
      );
    });
    expect(new Set(await Promise.all(calls))).toEqual(new Set([true]));
  });

  test('tells calls with other parameters apart, however many there are', async () => {
    const single = createDirectTransport({ connectionString: stage.database.appUrl, poolSize: 1 });
    const base = {
      business_id: stage.owner.businessId,
      customer_id: stage.customerId,
      name: 'Ada',
      hourly_debit_amount: '5.05',
    };
    for (const more of [
      {},
      { email: 'a@b.co' },
      { external_id: 'x' },
      { email: 'c@d.co', external_id: 'y' },
      { status: 'active' },
    ]) {
      expect(
        await outcomeOf(single, 'update_customer', { ...base, ...more }, stage.owner.identity),
      ).toMatchObject({
        body: more,
      });
    }
    await single.close();
  });

  test('calls on over the same connection after refusals', async () => {
    const url = new URL(stage.database.appUrl);
    url.searchParams.set('application_name', 'refusals');
    const single = createDirectTransport({ connectionString: url.toString(), poolSize: 1 });
    const backends = async () =>
      (
        await stage.database.admin.query<{ pid: number }>(
          "select pid from pg_stat_activity where application_name = 'refusals'",
        )
      ).rows;
    const add = (amount: string) =>
      outcomeOf(single, 'add_credit', { customer_id: stage.customerId, amount }, stage.owner.identity);
    // Looked at after what succeeded: a refusal is told before its transaction, with the name that it took, is undone.
    expect(await add('0.01')).toHaveProperty('body.entry');
    const before = await backends();
    expect(before).toHaveLength(1);
    expect(await add('-1')).toMatchObject({ status: 422 });
    expect(await add('-1')).toMatchObject({ status: 422 });
    expect(await add('0.01')).toHaveProperty('body.entry');
    expect(await add('-1')).toMatchObject({ status: 422 });
    expect(await add('0.01')).toHaveProperty('body.entry');
    expect(await backends()).toEqual(before);
    await single.close();
  });

  test('says that the service is away when its connection is cut in the middle, and takes a new one at once', async () => {
    const single = createDirectTransport({ connectionString: stage.database.appUrl, poolSize: 1 });
    const args = { customer_id: stage.customerId, amount: '1' };
    const holder = await lockWallets();
    const waiting = outcomeOf(single, 'add_credit', args, stage.owner.identity);
    // In the same breath as the failure is told, and ahead of the closing of the socket.
    const next = waiting.then(() => outcomeOf(single, 'get_health', {}, anonymous()));
    await waitForWaiter();
    await stage.database.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'drawdown' and wait_event_type = 'Lock'",
      [stage.database.name],
    );
    expect(await waiting).toMatchObject({ code: 'service_unavailable', status: 503, retryAfterSeconds: 1 });
    expect(await next).toHaveProperty('body');
    await holder.end();
    expect(await outcomeOf(single, 'add_credit', args, stage.owner.identity)).toHaveProperty('body.entry');
    await single.close();
  });

  test('does not wait for ever for a database that went silent, and gives its connection up', async () => {
    const single = createDirectTransport({
      connectionString: stage.database.appUrl,
      poolSize: 1,
      longestAnswerMs: 50,
    });
    const holder = await lockWallets();
    const args = { customer_id: stage.customerId, amount: '1' };
    expect(await outcomeOf(single, 'add_credit', args, stage.owner.identity)).toMatchObject({
      code: 'service_unavailable',
      status: 503,
    });
    // A refusal would have kept it.
    expect(single.pool?.()).toMatchObject({ open: 0 });
    await holder.end();
    await single.close();
  });
});

describe('the supabase transport', () => {
  test.each([
    ['token_expired', 'a token that has expired', -60],
    ['token_invalid', 'a token of another project', 60],
  ])('says %s of %s', async (code, _what, seconds) => {
    const secret = new TextEncoder().encode(code === 'token_invalid' ? 'x'.repeat(40) : stage.lite.jwtSecret);
    const accessToken = await new SignJWT({ role: 'authenticated' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(stage.owner.id)
      .setAudience('authenticated')
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(secret);
    expect(
      await outcomeOf(stage.transports.supabase, 'get_me', {}, { ...stage.owner.identity, accessToken }),
    ).toMatchObject({
      code,
      status: 401,
    });
  });
});

describe.each(transportKinds)('the %s transport, when the database cannot answer,', (kind) => {
  test('says that the service is away, and when to come back', async () => {
    const away = {
      direct: () =>
        createDirectTransport({
          connectionString: 'postgresql://drawdown:x@127.0.0.1:1/postgres',
          poolSize: 1,
        }),
      supabase: () => createSupabaseTransport({ url: 'http://127.0.0.1:1', publishableKey: 'x' }),
    }[kind]();
    expect(await outcomeOf(away, 'get_health', {}, anonymous())).toMatchObject({
      code: 'service_unavailable',
      status: 503,
      retryAfterSeconds: 1,
    });
    await away.close();
  });

  test('gives up waiting for a row that another transaction holds: in progress with a key, away without', async () => {
    const holder = await lockWallets();
    const args = { customer_id: stage.customerId, amount: '1' };
    const keyed = { ...stage.owner.identity, idempotencyKey: randomUUID() };
    const before = await stage.database.admin.query('select count(*) from public.ledger_entries');
    const [withKey, without] = await Promise.all([
      outcomeOf(stage.transports[kind], 'add_credit', args, keyed),
      outcomeOf(
        stage.transports[kind],
        'add_credit',
        { ...args, customer_id: stage.brokeCustomerId },
        stage.owner.identity,
      ),
    ]);
    expect(withKey).toMatchObject({ code: 'request_in_progress', status: 409, retryAfterSeconds: 1 });
    expect(without).toMatchObject({ code: 'service_unavailable', status: 503, retryAfterSeconds: 1 });
    expect((await stage.database.admin.query('select count(*) from public.ledger_entries')).rows).toEqual(
      before.rows,
    );
    await holder.end();
    expect(await outcomeOf(stage.transports[kind], 'add_credit', args, keyed)).toMatchObject({
      replayed: false,
    });
  });
});

/** Another transaction with every wallet in its hands, until its connection ends. */
async function lockWallets(): Promise<Client> {
  const client = new Client({ connectionString: stage.database.adminUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from public.wallets for update');
  return client;
}

async function waitForWaiter(): Promise<void> {
  const waiting = `select from pg_stat_activity
    where datname = $1 and usename = 'drawdown' and wait_event_type = 'Lock'`;
  for (let found = 0; found === 0;)
    found = (await stage.database.admin.query(waiting, [stage.database.name])).rowCount ?? 0;
}
