import type { Client } from 'pg';
import { callScript } from './product';

export const BATCH = 1_000;

/** `record_usage` for one of so many customers, known by the key of the request. */
export function oneEventScript(apiKey: string, customers: number): string {
  return callScript(
    apiKey,
    "public.record_usage(customer_id => ('00000000-0000-7000-8000-' || lpad(to_hex(:customer::int), 12, '0'))::uuid, service => 'chat', units_consumed => :units, price_per_unit => 0.000002)",
    [`\\set customer random(1, ${customers})`, '\\set units random(1, 5000)'],
  );
}

/** `record_usage_batch` with the next of the batches that `fillBatches` made. */
export function recordBatchScript(apiKey: string): string {
  return callScript(
    apiKey,
    "public.record_usage_batch(events => (select b.events::jsonb from bench.batches as b where b.n = (select nextval('bench.next_batch'))))",
    [],
    { keyed: false },
  );
}

/** The same events twice: as the text of batches for us, as rows for the bare insert. */
export async function fillBatches(
  admin: Client,
  { batches, customers }: { batches: number; customers: number },
): Promise<void> {
  await admin.query(
    `create schema bench;
     create table bench.rows as
       select
         (1 + n / ${BATCH})::bigint as batch, private.uuid_v7() as id,
         ('00000000-0000-7000-8000-' || lpad(to_hex(1 + (random() * ${customers - 1})::int), 12, '0'))::uuid as customer_id,
         'chat'::text as service, null::uuid as product_id, (1 + (random() * 5000)::int)::numeric as units,
         0.000002 as price_per_unit, gen_random_uuid()::text as request_id, now() as occurred_at, now() as recorded_at,
         'api_key:0196c1f0-0000-7000-8000-000000000001'::text as actor, '0196c1f0-0000-7000-8000-000000000001'::text as source_request_id
       from generate_series(0, ${batches * BATCH - 1}) as n;
     create index on bench.rows (batch);
     create table bench.batches as
       select r.batch as n, json_agg(json_build_object(
         'customer_id', r.customer_id, 'service', r.service, 'units_consumed', r.units::text,
         'price_per_unit', r.price_per_unit::text, 'request_id', r.request_id,
         'occurred_at', to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text as events
       from bench.rows as r group by r.batch;
     alter table bench.batches add primary key (n);
     create table bench.bare as select gen_random_uuid() as business_id, r.* from bench.rows as r limit 0;
     alter table bench.bare drop column batch;
     alter table bench.bare add primary key (business_id, id);
     create sequence bench.next_batch; create sequence bench.next_bare;
     grant usage on schema bench to public;
     grant select on bench.rows, bench.batches to public;
     grant insert, select on bench.bare to public;
     grant usage on sequence bench.next_batch, bench.next_bare to public;`,
  );
  await admin.query('vacuum analyze bench.rows, bench.batches');
  await admin.query('checkpoint');
}
