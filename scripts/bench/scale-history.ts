import type { Client } from 'pg';

/** The keys of these tables are filled in order, and left as full as keys that came in any order are. */
const KEYS = [
  'public.ledger_entries_pkey',
  'private.idempotency_keys_pkey',
  'public.usage_events_pkey',
  'public.usage_events_business_id_request_id_key',
  'public.usage_events_customer_idx',
];

export interface History {
  businessId: string;
  entriesEach: number;
  eventsEach: number;
}

/**
 * What a business has behind it, in bulk: ledger entries with the columns that `private.post_movement` writes (the
 * hashes are of the right length, but are no chain), a key for each of them, and usage events.
 */
export async function fillHistory(
  admin: Client,
  { businessId, entriesEach, eventsEach }: History,
): Promise<void> {
  for (const key of KEYS) await admin.query(`alter index ${key} set (fillfactor = 70)`);
  await admin.query('alter table public.wallets disable trigger user');
  await admin.query(
    `update public.wallets set balance = 10 * $2::integer, version = $2, last_hash = sha256(uuid_send(id)) where business_id = $1`,
    [businessId, entriesEach],
  );
  await admin.query('alter table public.wallets enable trigger user');
  await admin.query(
    `insert into public.ledger_entries (
       business_id, wallet_id, version, amount, balance_after, kind, counter_account, actor, request_id, occurred_at,
       recorded_at, hash)
     select w.business_id, w.id, v, 10, 10 * v, 'top_up', 'external:cash', 'api_key:0196c1f0-0000-7000-8000-000000000001',
       '0196c1f0-0000-7000-8000-000000000001', now(), now(), sha256(uuid_send(w.id))
     from (
       select w.business_id, w.id from public.wallets as w where w.business_id = $1 order by w.id
     ) as w
     cross join lateral generate_series(1, $2::integer) as v`,
    [businessId, entriesEach],
  );
  await admin.query(
    `insert into private.idempotency_keys (business_id, key, operation, request_hash, response)
     select $1, k.key, 'add_credit', sha256(convert_to(k.key, 'UTF8')), '{}'
     from (
       select lpad((1e12 / total * n)::bigint::text, 12, '0') || '.' || n as key
       from (select $2::integer * count(*) as total from public.customers as c where c.business_id = $1) as t
       cross join lateral generate_series(1, total) as n
     ) as k`,
    [businessId, entriesEach],
  );
  await admin.query(
    `insert into public.usage_events (
       business_id, id, customer_id, service, units, price_per_unit, request_id, occurred_at, recorded_at, actor)
     select $1, ('01900000-0000-7000-8000-' || lpad(to_hex(e.n), 12, '0'))::uuid, c.id, 'chat', 120, 0.000002,
       lpad(to_hex(e.n), 8, '0') || '-' || gen_random_uuid(), now(), now(), 'user:bench'
     from (
       select c.id, row_number() over (order by c.id) as number, count(*) over () as customers
       from public.customers as c where c.business_id = $1
     ) as c
     cross join lateral (
       select c.number + c.customers * each as n from generate_series(0, $2::integer - 1) as each
     ) as e
     order by e.n`,
    [businessId, eventsEach],
  );
  for (const key of KEYS) await admin.query(`alter index ${key} reset (fillfactor)`);
  await admin.query(
    'vacuum analyze public.wallets, public.ledger_entries, private.idempotency_keys, public.usage_events',
  );
  await admin.query('checkpoint');
}
