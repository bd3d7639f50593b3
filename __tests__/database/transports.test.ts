/** One contract for both transports: the same calls, on the same rows, with the same answers. */
import { randomUUID } from 'node:crypto';
import type { Identity } from '@/lib/auth/identity';
import type { Arguments } from '@/lib/database/transport';
import type { Problem } from '@/lib/errors/problem';
import { permissions } from '@/lib/operations/define';
import { anonymous, holderOf, signUpUser } from '../helpers/callers';
import {
  outcomeOf,
  startTransports,
  transportKinds,
  untimed,
  type TransportStage,
} from '../helpers/transports';

let stage: TransportStage;

beforeAll(async () => {
  stage = await startTransports();
});
afterAll(() => stage.close());

async function bothOutcomes(name: string, args: Arguments = {}, as: Identity = stage.owner.identity) {
  const direct = await outcomeOf(stage.transports.direct, name, args, as);
  expect(untimed(await outcomeOf(stage.transports.supabase, name, args, as))).toEqual(untimed(direct));
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
    ['list_customers', { search: "o'1", status: 'all', sort: 'balance', direction: 'desc', page_size: 1 }],
    ['list_debit_runs', {}],
    ['list_debit_logs', { status: 'failed', page_size: 5 }],
    ['preview_debits', {}],
    ['get_debit_status', {}],
    ['get_overview', {}],
    ['get_ledger_proof', {}],
    ['list_products', { sort: 'stock', status: 'all' }],
    ['list_orders', { status: 'open' }],
    ['list_orders', { status: 'open', older_than_days: 0, up_to_days: 60, as_of: '2026-04-01T00:00:00Z' }],
    ['list_customers', { status: 'active', max_runway_hours: 0, sort: 'hourly' }],
    ['list_payments', { method: 'cash' }],
    ['get_overdue', { days: 0, as_of: '2026-04-01T00:00:00Z' }],
  ])('give the same answer to %s(%j)', async (name, args) => {
    expect(await bothOutcomes(name, args)).toEqual({ body: expect.anything(), replayed: false });
  });

  test('give the same balance and the same entries of a customer, to the last decimal', async () => {
    const { body: balance } = (await bothOutcomes('get_balance', { customer_id: stage.customerId })) as {
      body: Record<string, unknown>;
    };
    expect(balance).toMatchObject({
      balance: '95.05',
      available: '95.05',
      as_of: '2026-03-01T10:20:30.123456+00:00',
    });
    const { body: ledger } = (await bothOutcomes('list_ledger_entries', {
      customer_id: stage.customerId,
    })) as {
      body: { data: { amount: string }[] };
    };
    expect(ledger.data.map(({ amount }) => amount)).toEqual(['-5.05', '100.10']);
  });

  test('carry amounts that no double can hold', async () => {
    for (const kind of transportKinds) {
      const changed = await stage.answer<Record<string, string>>(kind, 'update_business', {
        welcome_grant: '123456789012345.123456',
        session_credits_per_minute: '0.000001',
      });
      expect(changed['welcome_grant']).toBe('123456789012345.123456');
      expect(changed['session_credits_per_minute']).toBe('0.000001');
    }
  });

  test('answer a keyed request that came by the other one before, and say that it is an earlier answer', async () => {
    for (const [first, second] of [transportKinds, [...transportKinds].reverse()] as const) {
      const as = { ...stage.owner.identity, idempotencyKey: randomUUID() };
      const args = { customer_id: stage.customerId, amount: '0.01' };
      const original = await outcomeOf(stage.transports[first], 'add_credit', args, as);
      expect(original).toMatchObject({ replayed: false });
      expect(await outcomeOf(stage.transports[second], 'add_credit', args, as)).toEqual({
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
    const given = name === 'remove_member' ? { user_id: stage.owner.id } : args;
    expect(await bothOutcomes(name, given)).toMatchObject(expected);
  });

  test("do not tell another tenant's row from one that does not exist", async () => {
    const theirs = await bothOutcomes(
      'get_customer',
      { customer_id: stage.customerId },
      stage.stranger.identity,
    );
    const missing = await bothOutcomes(
      'get_customer',
      { customer_id: randomUUID() },
      stage.stranger.identity,
    );
    expect(theirs).toMatchObject({ code: 'customer_not_found', status: 404 });
    expect({ ...theirs, context: {} }).toEqual({ ...missing, context: {} });
    expect(
      await bothOutcomes('get_business', { business_id: stage.owner.businessId }, stage.stranger.identity),
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
    expect(
      await bothOutcomes('get_customer', { customer_id: stage.customerId }, stage.viewer),
    ).toHaveProperty('body');
    expect(
      await bothOutcomes('add_credit', { customer_id: stage.customerId, amount: '1' }, stage.viewer),
    ).toMatchObject({
      code: 'permission_denied',
      status: 403,
      context: { permission: 'wallets:write' },
    });
  });

  test('let an API key into its business, until it is revoked or expires', async () => {
    expect(await bothOutcomes('list_customers', {}, holderOf(stage.apiKey))).toHaveProperty(
      'body.data.length',
      2,
    );
    const made = async (more: Arguments = {}) =>
      stage.answer<{ id: string; key: string }>('direct', 'create_api_key', { name: 'to end', ...more });
    const [revoked, expired] = [await made(), await made({ expires_at: '2999-01-01T00:00:00Z' })];
    await stage.answer('supabase', 'revoke_api_key', { api_key_id: revoked.id });
    await stage.database.admin.query(
      "update public.api_keys set expires_at = now() - interval '1 second' where id = $1",
      [expired.id],
    );
    for (const [apiKey, code] of [
      [revoked.key, 'api_key_revoked'],
      [expired.key, 'api_key_expired'],
      [`${stage.apiKey.slice(0, -1)}~`, 'api_key_invalid'],
      ['sk_nonsense', 'api_key_invalid'],
      ['', 'api_key_invalid'],
    ] as const) {
      expect(await bothOutcomes('list_customers', {}, holderOf(apiKey))).toMatchObject({ code, status: 401 });
    }
    expect(await bothOutcomes('create_business', { name: 'x' }, holderOf(stage.apiKey))).toMatchObject({
      status: 403,
    });
  });

  test('take the business of a caller with several from the header, and from the input before it', async () => {
    const several = await signUpUser(stage.database, stage.lite, 'several');
    const second = await stage.answer<{ id: string }>(
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
    for (const kind of transportKinds) {
      const made = await stage.answer<{ scopes: string[] }>(kind, 'create_api_key', {
        name: 'a, "b" {c}',
        scopes,
      });
      expect(made.scopes).toEqual(['customers:read', 'wallets:read']);
      const all = { name: 'all', scopes: undefined, expires_at: null };
      expect((await stage.answer<{ scopes: string[] }>(kind, 'create_api_key', all)).scopes).toHaveLength(
        permissions.length,
      );
    }
    const nulls = { search: null, status: null, cursor: null, page_size: null, business_id: undefined };
    expect(await bothOutcomes('list_customers', nulls)).toEqual(await bothOutcomes('list_customers'));
  });
});
