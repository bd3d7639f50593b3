/** One contract for both transports: the same calls, on the same rows, with the same answers. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { SignJWT } from 'jose';
import type { Identity } from '@/lib/auth/identity';
import { createDirectTransport } from '@/lib/database/direct';
import { createSupabaseTransport } from '@/lib/database/supabase';
import type { Arguments, Transport } from '@/lib/database/transport';
import { Problem } from '@/lib/errors/problem';
import { anonymous, holderOf, signUpUser, type TestUser } from '../helpers/callers';
import { createDatabase, type TestDatabase } from '../helpers/database';
import { startLite, type TestLite } from '../helpers/lite';

let database: TestDatabase;
let lite: TestLite;
let transports: Record<'direct' | 'supabase', Transport>;
let owner: TestUser;
let stranger: TestUser;
let viewer: Identity;
let key: { id: string; key: string };
let customerId: string;

const kinds = ['direct', 'supabase'] as const;
const frozen = '2026-03-01T10:20:30.123456Z';

beforeAll(async () => {
  database = await createDatabase();
  // PostgREST takes the waiting time from the role; Lite does not, and would wait for ever.
  await database.admin.query(`alter database "${database.name}" set lock_timeout = '1s'`);
  lite = await startLite(database);
  transports = {
    direct: createDirectTransport({ connectionString: database.appUrl, poolSize: 3 }),
    supabase: createSupabaseTransport({ url: lite.url, publishableKey: lite.publishableKey }),
  };
  [owner, stranger] = await Promise.all([
    signUpUser(database, lite, 'owner'),
    signUpUser(database, lite, 'stranger'),
  ]);
  const watching = await signUpUser(database, lite, 'viewer');
  await database.admin.query(
    "insert into public.memberships (business_id, user_id, role) values ($1, $2, 'viewer')",
    [owner.businessId, watching.id],
  );
  viewer = { ...watching.identity, businessId: owner.businessId };
  await database.admin.query(
    'update public.businesses set is_sandbox = true, test_clock_at = $2 where id = $1',
    [owner.businessId, frozen],
  );
  key = await answer('direct', 'create_api_key', { name: 'contract' });
  const customer = {
    name: 'Ada "Zoë" Λ 🦆 <b>',
    balance: '100.10',
    hourly_debit_amount: '5.05',
    external_id: "o'1",
  };
  customerId = (await answer<{ id: string }>('direct', 'create_customer', customer)).id;
  await answer('supabase', 'create_customer', { name: 'Broke', hourly_debit_amount: '1' });
  const { run_id } = await answer<{ run_id: string }>('direct', 'trigger_debits');
  await answer('supabase', 'advance_debits', { run_id });
});

afterAll(async () => {
  await Promise.all(kinds.map((kind) => transports[kind].close()));
  await lite.stop();
  await database.close();
});

async function answer<T>(
  kind: 'direct' | 'supabase',
  name: string,
  args: Arguments = {},
  as = owner.identity,
) {
  return JSON.parse((await transports[kind].call(name, args, as)).text) as T;
}

/** What a call comes to, in a form that can be compared: the answer, or everything a caller is told of the refusal. */
async function outcome(transport: Transport, name: string, args: Arguments, as: Identity) {
  try {
    const { text, replayed } = await transport.call(name, args, as);
    return { body: JSON.parse(text) as unknown, replayed };
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    const { code, status, message, context, errors, retryAfterSeconds } = failure;
    return { code, status, message, context, errors, retryAfterSeconds };
  }
}

async function bothOutcomes(name: string, args: Arguments = {}, as: Identity = owner.identity) {
  const direct = await outcome(transports.direct, name, args, as);
  expect(await outcome(transports.supabase, name, args, as)).toEqual(direct);
  return direct;
}

describe('both transports', () => {
  test.each([
    ['get_me', {}],
    ['get_profile', {}],
    ['get_business', {}],
    ['list_members', {}],
    ['list_invitations', {}],
    ['list_api_keys', {}],
    ['list_customers', {}],
    ['list_customers', { search: "o'1", status: 'all', sort: 'balance', direction: 'desc', limit: 1 }],
    ['list_debit_runs', {}],
    ['list_debit_logs', { status: 'failed', limit: 5 }],
    ['preview_debits', {}],
    ['get_debit_status', {}],
    ['get_overview', {}],
    ['get_ledger_proof', {}],
  ])('give the same answer to %s(%j)', async (name, args) => {
    expect(await bothOutcomes(name, args)).toEqual({ body: expect.anything(), replayed: false });
  });

  test('give the same balance and the same entries of a customer, to the last decimal', async () => {
    const { body: balance } = (await bothOutcomes('get_balance', { customer_id: customerId })) as {
      body: Record<string, unknown>;
    };
    expect(balance).toMatchObject({
      balance: '95.05',
      available: '95.05',
      as_of: '2026-03-01T10:20:30.123456+00:00',
    });
    const { body: ledger } = (await bothOutcomes('list_ledger_entries', { customer_id: customerId })) as {
      body: { data: { amount: string }[] };
    };
    expect(ledger.data.map(({ amount }) => amount)).toEqual(['-5.05', '100.10']);
  });

  test('carry amounts that no double can hold', async () => {
    for (const kind of kinds) {
      const changed = await answer<Record<string, string>>(kind, 'update_business', {
        welcome_grant: '123456789012345.123456',
        session_credits_per_minute: '0.000001',
      });
      expect(changed['welcome_grant']).toBe('123456789012345.123456');
      expect(changed['session_credits_per_minute']).toBe('0.000001');
    }
  });

  test('answer a keyed request that came by the other one before, and say that it is an earlier answer', async () => {
    for (const [first, second] of [kinds, [...kinds].reverse()] as const) {
      const as = { ...owner.identity, idempotencyKey: randomUUID() };
      const args = { customer_id: customerId, amount: '0.01' };
      const original = await outcome(transports[first], 'add_credit', args, as);
      expect(original).toMatchObject({ replayed: false });
      expect(await outcome(transports[second], 'add_credit', args, as)).toEqual({
        ...original,
        replayed: true,
      });
      expect(await bothOutcomes('add_credit', { ...args, amount: '0.02' }, as)).toMatchObject({
        code: 'idempotency_key_reused',
        status: 409,
        context: { operation: 'add_credit' },
      });
    }
  });

  test.each<[string, string, Arguments, Partial<Problem>]>([
    [
      'a third decimal',
      'create_customer',
      { name: 'x', balance: '1.001' },
      {
        code: 'invalid_request',
        status: 422,
        errors: [{ pointer: '/balance', message: 'must have at most 2 decimals' }],
      },
    ],
    ['a missing name', 'create_customer', {}, { code: 'invalid_request', status: 422 }],
    [
      'an id that is taken',
      'create_customer',
      { name: 'x', external_id: "o'1" },
      {
        code: 'external_id_taken',
        status: 409,
        context: { external_id: "o'1" },
      },
    ],
    [
      'a customer who does not exist',
      'get_customer',
      { customer_id: '0196c1f0-0000-7000-8000-000000000001' },
      {
        code: 'customer_not_found',
        status: 404,
        context: { customer_id: '0196c1f0-0000-7000-8000-000000000001' },
      },
    ],
    [
      'a cursor of another list',
      'list_customers',
      { cursor: 'WyJ4Il0' },
      {
        code: 'invalid_request',
        status: 422,
        errors: [{ pointer: '/cursor', message: 'is not a cursor of this list' }],
      },
    ],
    ['the last owner leaving', 'remove_member', {}, { code: 'last_owner', status: 409 }],
    [
      'a value that no type takes',
      'get_customer',
      { customer_id: 'not a uuid' },
      { code: 'invalid_request', status: 422 },
    ],
  ])('refuse %s in the same words', async (_what, name, args, expected) => {
    const given = name === 'remove_member' ? { user_id: owner.id } : args;
    expect(await bothOutcomes(name, given)).toMatchObject(expected);
  });

  test("do not tell another tenant's row from one that does not exist", async () => {
    const theirs = await bothOutcomes('get_customer', { customer_id: customerId }, stranger.identity);
    const missing = await bothOutcomes('get_customer', { customer_id: randomUUID() }, stranger.identity);
    expect(theirs).toMatchObject({ code: 'customer_not_found', status: 404 });
    expect({ ...theirs, context: {} }).toEqual({ ...missing, context: {} });
    expect(
      await bothOutcomes('get_business', { business_id: owner.businessId }, stranger.identity),
    ).toMatchObject({
      code: 'business_not_found',
      status: 404,
    });
  });

  test('let nobody in who shows nothing', async () => {
    expect(await bothOutcomes('list_customers', {}, anonymous())).toMatchObject({
      code: 'authentication_required',
      status: 401,
    });
    expect(await bothOutcomes('create_business', { name: 'x' }, anonymous())).toMatchObject({ status: 401 });
  });

  test('let a viewer read and not write', async () => {
    expect(await bothOutcomes('get_customer', { customer_id: customerId }, viewer)).toHaveProperty('body');
    expect(await bothOutcomes('add_credit', { customer_id: customerId, amount: '1' }, viewer)).toMatchObject({
      code: 'permission_denied',
      status: 403,
      context: { permission: 'wallets:write' },
    });
  });

  test('let an API key into its business, until it is revoked or expires', async () => {
    expect(await bothOutcomes('list_customers', {}, holderOf(key.key))).toHaveProperty('body.data.length', 2);
    const made = async (more: Arguments = {}) =>
      answer<{ id: string; key: string }>('direct', 'create_api_key', { name: 'to end', ...more });
    const [revoked, expired] = [await made(), await made({ expires_at: '2999-01-01T00:00:00Z' })];
    await answer('supabase', 'revoke_api_key', { api_key_id: revoked.id });
    await database.admin.query(
      "update public.api_keys set expires_at = now() - interval '1 second' where id = $1",
      [expired.id],
    );
    for (const [apiKey, code] of [
      [revoked.key, 'api_key_revoked'],
      [expired.key, 'api_key_expired'],
      [`${key.key.slice(0, -1)}~`, 'api_key_invalid'],
      ['sk_nonsense', 'api_key_invalid'],
      ['', 'api_key_invalid'],
    ] as const) {
      expect(await bothOutcomes('list_customers', {}, holderOf(apiKey))).toMatchObject({ code, status: 401 });
    }
    expect(await bothOutcomes('create_business', { name: 'x' }, holderOf(key.key))).toMatchObject({
      status: 403,
    });
  });

  test('take the business of a caller with several from the header, and from the input before it', async () => {
    const several = await signUpUser(database, lite, 'several');
    const second = await answer<{ id: string }>(
      'direct',
      'create_business',
      { name: 'Second' },
      several.identity,
    );
    expect(await bothOutcomes('get_business', {}, several.identity)).toMatchObject({
      code: 'business_required',
      status: 422,
    });
    const headed = { ...several.identity, businessId: second.id };
    expect(await bothOutcomes('get_business', {}, headed)).toHaveProperty('body.id', second.id);
    const named = { business_id: several.businessId };
    expect(await bothOutcomes('get_business', named, headed)).toHaveProperty('body.id', several.businessId);
    expect(await bothOutcomes('get_business', {}, { ...headed, businessId: 'nonsense' })).toMatchObject({
      code: 'business_not_found',
    });
  });

  test('take lists as lists, and what is null or left out as the default', async () => {
    const scopes = ['wallets:read', 'customers:read'];
    for (const kind of kinds) {
      const made = await answer<{ scopes: string[] }>(kind, 'create_api_key', { name: 'a, "b" {c}', scopes });
      expect(made.scopes).toEqual(['customers:read', 'wallets:read']);
      const all = { name: 'all', scopes: undefined, expires_at: null };
      expect((await answer<{ scopes: string[] }>(kind, 'create_api_key', all)).scopes).toHaveLength(10);
    }
    const nulls = { search: null, status: null, cursor: null, limit: null, business_id: undefined };
    expect(await bothOutcomes('list_customers', nulls)).toEqual(await bothOutcomes('list_customers'));
  });
});

describe('the direct transport', () => {
  test('never carries an identity, a business or a replay from one call to the next on a connection', async () => {
    const single = createDirectTransport({ connectionString: database.appUrl, poolSize: 1 });
    const keyed = { ...owner.identity, idempotencyKey: randomUUID(), businessId: owner.businessId };
    const args = { customer_id: customerId, amount: '0.01' };
    await single.call('add_credit', args, keyed);
    expect(await single.call('add_credit', args, keyed)).toMatchObject({ replayed: true });
    expect(await outcome(single, 'list_customers', {}, anonymous())).toMatchObject({ status: 401 });
    expect(await outcome(single, 'list_customers', {}, stranger.identity)).toEqual({
      body: { data: [], has_more: false, next_cursor: null },
      replayed: false,
    });
    expect(await outcome(single, 'get_business', {}, holderOf('sk_nonsense'))).toMatchObject({ status: 401 });
    expect(await outcome(single, 'get_business', {}, stranger.identity)).toHaveProperty(
      'body.id',
      stranger.businessId,
    );
    expect(await outcome(single, 'get_health', {}, anonymous())).toHaveProperty('body.status', 'ok');
    await single.close();
  });

  test('keeps callers apart while their calls are mixed on few connections', async () => {
    const calls = Array.from({ length: 120 }, async (_, index) => {
      const as = [owner, stranger][index % 2];
      if (as === undefined) return false;
      return (await answer<{ id: string }>('direct', 'get_business', {}, as.identity)).id === as.businessId;
    });
    expect(new Set(await Promise.all(calls))).toEqual(new Set([true]));
  });

  test('tells calls with other parameters apart, however many there are', async () => {
    const single = createDirectTransport({ connectionString: database.appUrl, poolSize: 1 });
    const base = {
      business_id: owner.businessId,
      customer_id: customerId,
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
      expect(await outcome(single, 'update_customer', { ...base, ...more }, owner.identity)).toMatchObject({
        body: more,
      });
    }
    await single.close();
  });

  test('says that the service is away when its connection is cut in the middle, and connects again', async () => {
    const holder = await lockWallet();
    const waiting = outcome(
      transports.direct,
      'add_credit',
      { customer_id: customerId, amount: '1' },
      owner.identity,
    );
    await waitForWaiter();
    await database.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'drawdown' and wait_event_type = 'Lock'",
      [database.name],
    );
    expect(await waiting).toMatchObject({ code: 'service_unavailable', status: 503, retryAfterSeconds: 1 });
    await holder.end();
    expect(await outcome(transports.direct, 'get_health', {}, anonymous())).toHaveProperty('body');
  });
});

describe('the supabase transport', () => {
  test.each([
    ['token_expired', 'a token that has expired', -60],
    ['token_invalid', 'a token of another project', 60],
  ])('says %s of %s', async (code, _what, seconds) => {
    const secret = new TextEncoder().encode(code === 'token_invalid' ? 'x'.repeat(40) : lite.jwtSecret);
    const accessToken = await new SignJWT({ role: 'authenticated' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(owner.id)
      .setAudience('authenticated')
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(secret);
    expect(
      await outcome(transports.supabase, 'get_me', {}, { ...owner.identity, accessToken }),
    ).toMatchObject({
      code,
      status: 401,
    });
  });
});

describe.each(kinds)('the %s transport, when the database cannot answer,', (kind) => {
  test('says that the service is away, and when to come back', async () => {
    const away = {
      direct: () =>
        createDirectTransport({
          connectionString: 'postgresql://drawdown:x@127.0.0.1:1/postgres',
          poolSize: 1,
        }),
      supabase: () => createSupabaseTransport({ url: 'http://127.0.0.1:1', publishableKey: 'x' }),
    }[kind]();
    expect(await outcome(away, 'get_health', {}, anonymous())).toMatchObject({
      code: 'service_unavailable',
      status: 503,
      retryAfterSeconds: 1,
    });
    await away.close();
  });

  test('gives up waiting for a row that another transaction holds: in progress with a key, away without', async () => {
    const holder = await lockWallet();
    const args = { customer_id: customerId, amount: '1' };
    const keyed = { ...owner.identity, idempotencyKey: randomUUID() };
    const before = await database.admin.query('select count(*) from public.ledger_entries');
    const [withKey, without] = await Promise.all([
      outcome(transports[kind], 'add_credit', args, keyed),
      outcome(transports[kind], 'add_credit', args, owner.identity),
    ]);
    expect(withKey).toMatchObject({ code: 'request_in_progress', status: 409, retryAfterSeconds: 1 });
    expect(without).toMatchObject({ code: 'service_unavailable', status: 503, retryAfterSeconds: 1 });
    expect((await database.admin.query('select count(*) from public.ledger_entries')).rows).toEqual(
      before.rows,
    );
    await holder.end();
    expect(await outcome(transports[kind], 'add_credit', args, keyed)).toMatchObject({ replayed: false });
  });
});

/** Another transaction with the wallet in its hands, until its connection ends. */
async function lockWallet(): Promise<Client> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from public.wallets where customer_id = $1 for update', [customerId]);
  return client;
}

async function waitForWaiter(): Promise<void> {
  const waiting = `select from pg_stat_activity
    where datname = $1 and usename = 'drawdown' and wait_event_type = 'Lock'`;
  for (let found = 0; found === 0;)
    found = (await database.admin.query(waiting, [database.name])).rowCount ?? 0;
}
