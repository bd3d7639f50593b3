import { BillingSystemClient } from '../../../packages/client/src';
import type { Bench } from '../bench';
import { runPgbench, type Turn } from '../pgbench';
import { customerId, fillCustomers, makeBusiness } from '../product';
import { interleave, type Row } from '../row';
import { median, ratios } from '../statistics';
import { BATCH, fillBatches, oneEventScript, recordBatchScript } from '../usage-batches';

const CUSTOMERS = 1_000;
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
      script: oneEventScript(apiKey, CUSTOMERS),
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
    await fillBatches(admin, { batches: count, customers: CUSTOMERS });
    const turn = { url, seconds: bench.seconds, clients: 4 };
    const batches = { ...turn, script: recordBatchScript(apiKey) };
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
