import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { BenchApp } from '../app';
import { openLiveStream, type LiveStream } from '../live-streams';
import { customerId, type Product } from '../product';
import type { Figure, Row } from '../row';
import { percentile } from '../statistics';

/** Pages of the whole business, and of one customer each. */
const ofBusiness = 100;
const ofCustomers = 400;
const changesPerSecond = 20;

/** N11, the half of it that is live: what 500 open streams cost, and how soon a change is on a screen. */
export const live: Row = {
  name: 'N11',
  title: `${ofBusiness + ofCustomers} open streams: ${ofBusiness} of a business, ${ofCustomers} of one customer each`,
  async measure(bench) {
    const product = await bench.product();
    const app = await bench.app();
    await warmUp(app, product);
    const before = residentMegabytes(app.pid);
    bench.say(`${before.toFixed(0)} MB before`);

    const streams = await openAll(app, product);
    await setTimeout(15_000);
    const open = residentMegabytes(app.pid);
    bench.say(`${open.toFixed(0)} MB with ${streams.length} streams, after a round of renewals`);
    const { told, read } = await change(app, product, streams, bench.seconds * bench.rounds);
    const busy = residentMegabytes(app.pid);
    bench.say(`${busy.toFixed(0)} MB after ${told.length.toLocaleString('en-US')} changes told`);
    for (const stream of streams) stream.close();

    const more = Math.max(open, busy) - before;
    return [
      {
        what: 'N11 memory of the server process',
        reference: '300 MB more',
        ours: `${more.toFixed(0)} MB more (${before.toFixed(0)} before, ${open.toFixed(0)} open, ${busy.toFixed(0)} after the changes)`,
        ratios: [more / 300],
        target: { atMost: 1 },
      },
      latency('N11 from the request that changes to the streams', told),
      latency(
        'N11 from the request that changes to the new balance, read again by the page of the customer',
        read,
      ),
    ];
  },
};

function latency(what: string, values: number[]): Figure {
  const p99 = percentile(values, 99);
  return {
    what,
    reference: '250 ms',
    ours: `p50 ${percentile(values, 50).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, at worst ${percentile(values, 100).toFixed(0)} ms, of ${values.length.toLocaleString('en-US')}`,
    ratios: [p99 / 250],
    target: { atMost: 1 },
  };
}

/** What the first requests and streams take stays: code, pools, caches. It is no part of what 500 streams cost. */
async function warmUp(app: BenchApp, product: Product): Promise<void> {
  const streams = await Promise.all([
    openLiveStream(app.url, product.apiKey),
    openLiveStream(app.url, product.apiKey, customerId(1)),
  ]);
  for (let count = 1; count <= 200; count += 1) {
    await credit(app, product, 1 + (count % product.customers));
    await readBalance(app, product, 1 + (count % product.customers));
  }
  for (const stream of streams) stream.close();
  await setTimeout(2_000);
}

async function openAll(app: BenchApp, product: Product): Promise<LiveStream[]> {
  const streams: LiveStream[] = [];
  for (let first = 0; first < ofBusiness + ofCustomers; first += 25) {
    const some = Array.from({ length: 25 }, (_, index) => {
      const ordinal = first + index - ofBusiness;
      return openLiveStream(app.url, product.apiKey, ordinal < 0 ? undefined : customerId(1 + ordinal));
    });
    streams.push(...(await Promise.all(some)));
  }
  return streams;
}

/** Top-ups of customers whose page is open, at a steady rate: each is told to their page, and to all of the business. */
async function change(
  app: BenchApp,
  product: Product,
  streams: readonly LiveStream[],
  seconds: number,
): Promise<{ told: number[]; read: number[] }> {
  const told: number[] = [];
  const read: number[] = [];
  const pages = streams.slice(ofBusiness);
  const business = streams.slice(0, ofBusiness);
  for (let count = 0; count < seconds * changesPerSecond; count += 1) {
    const next = setTimeout(1_000 / changesPerSecond);
    const ordinal = 1 + Math.floor(Math.random() * ofCustomers);
    const start = performance.now();
    const heard = [...business, ...pages.slice(ordinal - 1, ordinal)].map(
      (stream) =>
        new Promise<number>((resolve) => {
          stream.onChange = resolve;
        }),
    );
    const page = heard.at(-1)?.then(async () => {
      await readBalance(app, product, ordinal);
      read.push(performance.now() - start);
    });
    await credit(app, product, ordinal);
    for (const at of await Promise.all(heard)) told.push(at - start);
    await Promise.all([page, next]);
  }
  return { told, read };
}

async function credit({ url }: BenchApp, { apiKey }: Product, ordinal: number): Promise<void> {
  const answer = await fetch(`${url}/api/billing/credit`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ customer_id: customerId(ordinal), amount: '1.50' }),
  });
  if (!answer.ok) throw new Error(`a top-up was answered with ${answer.status}: ${await answer.text()}`);
  await answer.text();
}

async function readBalance({ url }: BenchApp, { apiKey }: Product, ordinal: number): Promise<void> {
  const answer = await fetch(`${url}/api/billing/balance/${customerId(ordinal)}`, {
    headers: { 'x-api-key': apiKey },
  });
  if (!answer.ok) throw new Error(`a balance was answered with ${answer.status}`);
  await answer.text();
}

function residentMegabytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
