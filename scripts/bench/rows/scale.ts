import type { Client } from 'pg';
import type { Bench } from '../bench';
import { runPgbench } from '../pgbench';
import { processorSeconds } from '../processor';
import { addCreditScript, fillCustomers, makeBusiness } from '../product';
import { interleave, type Figure, type Row } from '../row';
import { fillHistory } from '../scale-history';
import { median } from '../statistics';
import { BATCH, fillBatches, oneEventScript, recordBatchScript } from '../usage-batches';
import { runHour } from './hourly-run';

const SIZES = (process.env['N12_CUSTOMERS'] ?? '10000,100000,1000000').split(',').map(Number);
/** Of each customer, before anything is measured: ledger entries, with as many keys, and usage events. */
const ENTRIES_EACH = Number(process.env['N12_ENTRIES_EACH'] ?? 10);
const EVENTS_EACH = Number(process.env['N12_EVENTS_EACH'] ?? 10);

/** What one unit took, in seconds: of the clock, and of a core in Postgres. */
interface Cost {
  time: number;
  processor: number;
}

const WORK = ['N1', 'N3', 'N6', 'N7'] as const;
/** Some of it: an hourly run over a million customers takes a minute. */
const ASKED = (process.env['N12_ROWS'] ?? WORK.join()).split(',');

/** A database with so many customers and their history. */
interface Scale {
  customers: number;
  work: Record<(typeof WORK)[number], () => Promise<Cost>>;
}

/** N12: what a top-up, a customer of the hourly run, an event and an event of a batch cost as a business grows. */
export const scale: Row = {
  name: 'N12',
  title: `N1, N3, N6 and N7 at ${SIZES.map(count).join(', ')} customers with ${ENTRIES_EACH} ledger entries and ${EVENTS_EACH} usage events each`,
  async measure(bench) {
    const scales: Scale[] = [];
    for (const customers of SIZES) scales.push(await prepare(bench, customers));
    const figures: Figure[] = [];
    for (const what of WORK.filter((row) => ASKED.includes(row))) {
      bench.say(`Measuring ${what}`);
      const sides = Object.fromEntries(scales.map(({ customers, work }) => [customers, work[what]]));
      for (const warmUp of Object.values(sides)) await warmUp();
      const costs = await interleave(bench.rounds, sides);
      figures.push(...compare(what, costs));
    }
    return figures;
  },
};

/** Each size against the first, by the clock and by the processor. */
function compare(what: string, costs: Record<string, Cost[]>): Figure[] {
  const [first, ...others] = SIZES;
  return others.flatMap((size) =>
    (['time', 'processor'] as const).map((measure) => {
      const of = (customers: number | undefined) =>
        (costs[String(customers)] ?? []).map((cost) => cost[measure]);
      const unit = (values: number[]) => `${(median(values) * 1e6).toFixed(0)} µs`;
      return {
        what: `${what} ${measure} a unit at ${count(size)} customers`,
        reference: `at ${count(first ?? 0)} customers ${unit(of(first))}`,
        ours: unit(of(size)),
        ratios: of(size).map((value, round) => value / (of(first)[round] ?? NaN)),
        target: { atMost: 1.3 },
      };
    }),
  );
}

async function prepare(bench: Bench, customers: number): Promise<Scale> {
  bench.say(`Making ${count(customers)} customers with their history`);
  const { admin, url } = await bench.freshDatabase(`scale_${customers}`);
  const { businessId, apiKey } = await makeBusiness(admin, 'Bench scale');
  // A test clock ahead of the events, so that an hour passes when the bench says so.
  await admin.query(
    `update public.businesses set is_sandbox = true, test_clock_at = private.hour_of(now()) + interval '1 hour' where id = $1`,
    [businessId],
  );
  await admin.query(
    `update private.debit_schedules set next_period = private.hour_of(now()) + interval '2 hours' where business_id = $1`,
    [businessId],
  );
  await fillCustomers(admin, { businessId, customers, hourlyDebit: '0.01' });
  await fillHistory(admin, { businessId, entriesEach: ENTRIES_EACH, eventsEach: EVENTS_EACH });
  // As many as the turns may take, and the one that warms up.
  if (ASKED.includes('N7'))
    await fillBatches(admin, { batches: Math.ceil((bench.rounds + 1) * bench.seconds * 120), customers });

  const load = (script: string, clients: number, units = 1) =>
    costOf(admin, async () => {
      const { perSecond } = await runPgbench({ url, script, seconds: bench.seconds, clients });
      return { seconds: bench.seconds, units: perSecond * bench.seconds * units };
    });
  return {
    customers,
    work: {
      N1: () => load(addCreditScript({ businessId, apiKey, customers }, customers), 8),
      N3: () => hours(bench, admin, { businessId, customers }),
      N6: () => load(oneEventScript(apiKey, customers), 8),
      N7: () => load(recordBatchScript(apiKey), 4, BATCH),
    },
  };
}

/** Hourly runs, one after the other, for as long as a turn takes; one at least. What is between them is not counted. */
async function hours(
  bench: Bench,
  admin: Client,
  { businessId, customers }: { businessId: string; customers: number },
): Promise<Cost> {
  const costs: Cost[] = [];
  for (let left = bench.seconds; left > 0; left -= (costs.at(-1)?.time ?? 0) * customers) {
    await admin.query('vacuum public.wallets');
    await admin.query('checkpoint');
    await admin.query(
      `update public.businesses set test_clock_at = test_clock_at + interval '1 hour' where id = $1`,
      [businessId],
    );
    const cost = await costOf(admin, async () => {
      const started = performance.now();
      await runHour(admin);
      return { seconds: (performance.now() - started) / 1000, units: customers };
    });
    costs.push(cost);
  }
  return {
    time: median(costs.map((cost) => cost.time)),
    processor: median(costs.map((cost) => cost.processor)),
  };
}

async function costOf(admin: Client, work: () => Promise<{ seconds: number; units: number }>): Promise<Cost> {
  const before = await processorSeconds(admin);
  const { seconds, units } = await work();
  const after = await processorSeconds(admin);
  return { time: seconds / units, processor: (after - before) / units };
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
