import { randomUUID } from 'node:crypto';
import { listAuditEvents } from '@/lib/operations/audit';
import { createInvitation } from '@/lib/operations/business';
import { updateCustomer } from '@/lib/operations/customers';
import { audit, audited } from '../helpers/audit';
import { addProduct } from '../helpers/sales';
import { callFunction, type Caller } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness({ name: 'Acme' });
});
afterAll(() => world.close());

const added = (work: () => Promise<unknown>) => audit(business, work);

test('an edit in Studio is there, with the role that made it', async () => {
  const customer = await world.addCustomer(business);
  const rows = await added(() =>
    world.admin.query(
      `update public.wallets set minimum_balance = -50 where customer_id = $1 and kind = 'prepaid'`,
      [customer.id],
    ),
  );
  expect(rows).toMatchObject([
    {
      actor: 'database:postgres',
      actor_name: null,
      request_id: null,
      changes: [{ field: 'overdraft_limit', before: '0.00', after: '50.00' }],
    },
  ]);
});

test('what an operator does right after making a user, in one transaction, is not laid at the door of the user', async () => {
  const customer = await world.addCustomer(business);
  const rows = await added(async () => {
    const client = await world.admin.connect();
    try {
      await client.query('begin');
      await client.query(`insert into auth.users (id, email) values ($1, $2)`, [
        randomUUID(),
        `${randomUUID()}@example.test`,
      ]);
      await client.query(`update public.customers set status = 'inactive' where id = $1`, [customer.id]);
      await client.query('commit');
    } finally {
      client.release();
    }
  });
  expect(rows).toMatchObject([{ actor: 'database:postgres', action: 'customer.updated' }]);
});

test('a script of an operator may leave a note in the place of the request', async () => {
  const customer = await world.addCustomer(business);
  const rows = await added(() =>
    world.admin.query(`do $$ begin
      set local request.headers = '{"x-request-id": "ticket 1234"}';
      update public.customers set status = 'inactive' where id = '${customer.id}';
    end $$`),
  );
  expect(rows).toMatchObject([{ actor: 'database:postgres', request_id: 'ticket 1234' }]);
});

test('a test clock that is set and taken away in one transaction is no move', async () => {
  const rows = await added(() =>
    world.admin.query(`do $$ begin
      update public.businesses set is_sandbox = true, test_clock_at = now() where id = '${business.id}';
      update public.businesses set is_sandbox = false, test_clock_at = null where id = '${business.id}';
    end $$`),
  );
  expect(rows.map(({ action }) => action)).toEqual(['business.updated', 'business.updated']);
});

test('a change that is rolled back takes its row with it', async () => {
  const customer = await world.addCustomer(business);
  const trial = await added(() =>
    business.owner.trial('update_customer', { customer_id: customer.id, credit_limit: '250' }),
  );
  expect(trial).toEqual([]);
  // Half of a transaction that fails: the limit was taken, the status was not.
  const failed = await added(() =>
    business.owner
      .transaction(async (client) => {
        await callFunction(client, 'update_customer', { customer_id: customer.id, credit_limit: '250' });
        await callFunction(client, 'update_customer', { customer_id: customer.id, status: 'unknown' });
      })
      .catch(() => null),
  );
  expect(failed).toEqual([]);
});

test('a request that is answered from memory adds nothing', async () => {
  const customer = await world.addCustomer(business);
  const keyed = business.owner.keyed(randomUUID());
  const args = { customer_id: customer.id, credit_limit: '250' };
  const rows = await added(async () => {
    await keyed.run(updateCustomer, args);
    await keyed.run(updateCustomer, args);
  });
  expect(rows).toHaveLength(1);
});

test('movements, runs, sales and requests by key leave no trace in it', async () => {
  const customer = await world.addCustomer(business, { hourly_debit_amount: '1', credit_limit: '100' });
  const product = await addProduct(business);
  const key = await world.addKey(business);
  const rows = await added(async () => {
    await key.caller.call('add_credit', { customer_id: customer.id, amount: '5' });
    await key.caller.call('process_purchase', {
      customer_id: customer.id,
      items: JSON.stringify([{ product_id: product.id, quantity: 1 }]),
    });
    await business.owner.keyed(randomUUID()).call('trigger_debits', {});
    await key.caller.call('add_credits', { customer_id: customer.id, credits: '50' });
    await key.caller.call('start_session', { customer_id: customer.id });
    await key.caller.call('stop_session', { customer_id: customer.id });
  });
  expect(rows).toEqual([]);
});

test('no trigger of it stands on a column that a movement writes', async () => {
  const { rows } = await world.admin.query<{ name: string; columns: string[] }>(
    `select t.tgname as name, array(
       select a.attname::text from unnest(t.tgattr::smallint[]) as n
       join pg_attribute as a on a.attrelid = t.tgrelid and a.attnum = n order by 1) as columns
     from pg_trigger as t
     where t.tgrelid in ('public.wallets'::regclass, 'public.products'::regclass, 'public.api_keys'::regclass)
       and t.tgname like '%audit' and (t.tgtype & 16) <> 0 order by 1`,
  );
  expect(rows).toEqual([
    {
      name: 'api_keys_after_change_audit',
      columns: ['expires_at', 'key_hash', 'name', 'revoked_at', 'scopes'],
    },
    { name: 'products_after_change_audit', columns: ['price', 'status', 'usage_unit_price'] },
    {
      name: 'wallets_after_terms_audit',
      columns: ['hourly_debit_amount', 'low_balance', 'low_balance_is_own', 'minimum_balance'],
    },
  ]);
});

test('no secret and no hash of one is ever in it, also where an operator puts another in its place', async () => {
  const key = await world.addKey(business);
  const { token } = await business.owner.run(createInvitation, { business_id: business.id, role: 'viewer' });
  const rows = await added(async () => {
    await world.admin.query(`update public.api_keys set key_hash = sha256('other') where id = $1`, [key.id]);
    await world.admin.query(
      `update public.invitations set token_hash = sha256('other') where business_id = $1`,
      [business.id],
    );
  });
  expect(rows).toMatchObject([
    { action: 'api_key.updated', changes: [{ field: 'key_hash', before: null, after: null }] },
    { action: 'invitation.updated', changes: [{ field: 'token_hash', before: null, after: null }] },
  ]);
  const { rows: kept } = await world.admin.query<{ text: string }>(
    `select string_agg(e::text, ' ') || ' ' || (select encode(sha256('other'), 'hex')) as text
     from public.audit_events as e where e.business_id = $1`,
    [business.id],
  );
  const text = kept[0]?.text ?? '';
  for (const secret of [key.key, key.key.slice(-20), token ?? '-', '\\x']) expect(text).not.toContain(secret);
});

test('nobody changes or removes a row of it, an operator neither', async () => {
  for (const sql of [
    `update public.audit_events set actor = 'nobody'`,
    'delete from public.audit_events',
    'truncate public.audit_events',
  ]) {
    await expect(world.admin.query(sql)).rejects.toThrow('append-only');
  }
  await expect(business.owner.rows('delete from public.audit_events')).rejects.toThrow('permission denied');
});

describe('who reads it', () => {
  test('a viewer and a key with audit:read, and no other key', async () => {
    const viewer = await world.addMember(business, 'viewer');
    const key = await world.addKey(business, ['audit:read']);
    for (const caller of [viewer.caller, key.caller]) {
      expect((await caller.run(listAuditEvents)).data.length).toBeGreaterThan(0);
    }
    const blind = await world.addKey(business, ['business:read', 'members:write']);
    expect(await blind.caller.refusal(listAuditEvents)).toMatchObject({ hint: 'permission_denied' });
  });

  test('nobody, and no other tenant, by function or by table', async () => {
    const other = await world.makeBusiness();
    expect(await world.asNobody().refusal(listAuditEvents, { business_id: business.id })).toMatchObject({
      hint: 'authentication_required',
    });
    expect(await other.owner.refusal(listAuditEvents, { business_id: business.id })).toMatchObject({
      hint: 'business_not_found',
    });
    const seen = (caller: Caller) =>
      caller.rows('select id from public.audit_events where business_id = $1', [business.id]);
    expect(await seen(other.owner)).toEqual([]);
    expect(await seen(world.asNobody())).toEqual([]);
    expect((await seen(business.owner)).length).toBeGreaterThan(0);
  });
});

test('filters and pages show each row once, the newest first', async () => {
  const customer = await world.addCustomer(business);
  const key = await world.addKey(business);
  for (const limit of ['1', '2', '3']) {
    await key.caller.run(updateCustomer, { customer_id: customer.id, credit_limit: limit });
  }
  const whole = await audited(business);
  const times = whole.map(({ recorded_at }) => recorded_at);
  expect(times).toEqual([...times].sort().reverse());

  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: { id: string }[]; next_cursor: string | null } = await business.owner.run(
      listAuditEvents,
      {
        page_size: 2,
        cursor,
      },
    );
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  expect(seen).toEqual(whole.map(({ id }) => id));

  expect(await audited(business, { actor: `api_key:${key.id}` })).toHaveLength(3);
  expect(await audited(business, { subject_type: 'customer', subject_id: customer.id })).toHaveLength(4);
  expect(await audited(business, { action: 'api_key.created' })).toHaveLength(1);
  expect(await audited(business, { recorded_from: '2100-01-01T00:00:00Z' })).toEqual([]);
  expect(await audited(business, { recorded_before: '2000-01-01T00:00:00Z' })).toEqual([]);
  expect(
    await audited(business, { recorded_from: times.at(-1), recorded_before: '2100-01-01T00:00:00Z' }),
  ).toHaveLength(whole.length);
});
