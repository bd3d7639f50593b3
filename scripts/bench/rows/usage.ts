import type { Client } from 'pg';
import { BillingSystemClient } from '../../../packages/client/src';
import type { Bench } from '../bench';
import { runPgbench, type Turn } from '../pgbench';
import { callScript, customerId, fillCustomers, makeBusiness } from '../product';
import { interleave, type Row } from '../row';
import { median, ratios } from '../statistics';

const CUSTOMERS = 1_000;
const BATCH = 1_000;
const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;

/** N6: one event a call; N7: a thousand events a call; N8: the same through the client's recorder. */
export const usage: Row = {
  name: 'N6',
  title:
    "Usage, one event a call (N6), batches of 1,000 against a bare insert of the same rows (N7), and the client's buffered mode against those (N8)",
  async measure(bench) {
    const admin = await bench.admin();
    const { businessId, apiKey } = await makeBusiness(admin, 'Bench usage');
    await fillCustomers(admin, { businessId, customers: CUSTOMERS });
    const [url, tpcbUrl] = [await bench.productUrl(), await bench.tpcbUrl()];
    const one = {
      url,
      script: callScript(
        apiKey,
        "public.record_usage(customer_id => ('00000000-0000-7000-8000-' || lpad(to_hex(:customer::int), 12, '0'))::uuid, service => 'chat', units_consumed => :units, price_per_unit => 0.000002)",
        [`\\set customer random(1, ${CUSTOMERS})`, '\\set units random(1, 5000)'],
      ),
      seconds: bench.seconds,
      clients: 8,
    };
    const tpcb = { url: tpcbUrl, seconds: bench.seconds, clients: 8 };
    for (const warmUp of [one, tpcb]) await runPgbench({ ...warmUp, seconds: 2 });
    const single = await interleave(bench.rounds, {
      tpcb: () => runPgbench(tpcb),
      one: () => runPgbench(one),
    });

    bench.say('Making events in batches of 1,000');
    const count = Math.ceil((2 * bench.rounds * bench.seconds + 2) * 120);
    await fillBatches(admin, count);
    const turn = { url, seconds: bench.seconds, clients: 4 };
    const batches = {
      ...turn,
      script: callScript(
        apiKey,
        "public.record_usage_batch(events => (select b.events::jsonb from bench.batches as b where b.n = (select nextval('bench.next_batch'))))",
        [],
        { keyed: false },
      ),
    };
    const bare = {
      ...turn,
      // Each time as rows of another business, so that the same batches can be taken again.
      script: `insert into bench.bare select b.id, r.id, r.customer_id, r.service, r.product_id, r.units, r.price_per_unit, r.request_id, r.occurred_at, r.recorded_at, r.actor, r.source_request_id from (select gen_random_uuid() as id, 1 + nextval('bench.next_bare') % ${count} as batch) as b join bench.rows as r on r.batch = b.batch;\n`,
    };
    for (const warmUp of [bare, batches]) await runPgbench({ ...warmUp, seconds: 1 });
    const many = await interleave(bench.rounds, {
      bare: () => runPgbench(bare),
      ours: () => runPgbench(batches),
    });

    const buffered = await overHttp(bench, apiKey, batches);
    const rate = (loads: { perSecond: number }[], events = 1) => loads.map((load) => load.perSecond * events);
    return [
      {
        what: 'N6 rate, one event a call',
        reference: `TPC-B ${perSecond(median(rate(single.tpcb)))}`,
        ours: `${perSecond(median(rate(single.one)))}, p99 ${median(single.one.map((load) => load.p99)).toFixed(1)} ms`,
        ratios: ratios(rate(single.one), rate(single.tpcb)),
        target: { atLeast: 1 },
      },
      {
        what: 'N7 rate, events in batches of 1,000',
        reference: `bare insert ${perSecond(median(rate(many.bare, BATCH)))}`,
        ours: perSecond(median(rate(many.ours, BATCH))),
        ratios: ratios(rate(many.ours), rate(many.bare)),
        target: { atLeast: 0.35 },
      },
      {
        what: "N8 rate, the client's buffered mode over HTTP",
        reference: `N7 ${perSecond(median(rate(buffered.sql, BATCH)))}`,
        ours: perSecond(median(rate(buffered.client))),
        ratios: ratios(rate(buffered.client), rate(buffered.sql, BATCH)),
        target: { atLeast: 0.6 },
      },
    ];
  },
};

/** N8: four recorders in one process, against the same batches in SQL. */
async function overHttp(bench: Bench, apiKey: string, batches: Turn) {
  const { url } = await bench.app();
  const refuse = () => {
    throw new Error('an event of the bench was refused');
  };
  const recordFor = async (seconds: number) => {
    const client = new BillingSystemClient({ apiKey, baseUrl: `${url}/api` });
    const recorder = client.usageRecorder({ maxInFlight: 4, maxBuffered: 20 * BATCH, onInvalid: refuse });
    const started = performance.now();
    const end = started + seconds * 1000;
    for (let n = 0; performance.now() < end; n += 1) {
      await recorder.record({
        customerId: customerId(1 + (n % CUSTOMERS)),
        service: 'chat',
        unitsConsumed: String(1 + (n % 5000)),
        pricePerUnit: '0.000002',
      });
    }
    await recorder.close({ timeoutMs: 60_000 });
    return { perSecond: recorder.stats().recorded / ((performance.now() - started) / 1000) };
  };
  await recordFor(2);
  return interleave<'sql' | 'client', { perSecond: number }>(bench.rounds, {
    sql: () => runPgbench(batches),
    client: () => recordFor(bench.seconds),
  });
}

/** The same events twice: as the text of batches for us, as rows for the bare insert. */
async function fillBatches(admin: Client, batches: number): Promise<void> {
  await admin.query(
    `create schema bench;
     create table bench.rows as
       select
         (1 + n / ${BATCH})::bigint as batch, private.uuid_v7() as id,
         ('00000000-0000-7000-8000-' || lpad(to_hex(1 + (random() * ${CUSTOMERS - 1})::int), 12, '0'))::uuid as customer_id,
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
