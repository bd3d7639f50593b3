import { runPgbench } from '../pgbench';
import { addCreditScript } from '../product';
import { interleave, type Row } from '../row';
import { median, ratios } from '../statistics';

const CLIENTS = 8;
const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;
const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

/** N1: one movement at a time over a thousand wallets; N2: the same on one. */
export const movements: Row = {
  name: 'N1',
  title: 'Top-ups over 1,000 wallets, keyed and hash-chained (N1), and on one wallet (N2), against TPC-B',
  async measure(bench) {
    const [url, tpcbUrl, product] = [await bench.productUrl(), await bench.tpcbUrl(), await bench.product()];
    const turn = { seconds: bench.seconds, clients: CLIENTS };
    const many = { ...turn, url, script: addCreditScript(product, product.customers) };
    const one = { ...turn, url, script: addCreditScript(product, 1) };
    const tpcb = { ...turn, url: tpcbUrl };
    for (const warmUp of [many, one, tpcb]) await runPgbench({ ...warmUp, seconds: 2 });
    const results = await interleave(bench.rounds, {
      tpcb: () => runPgbench(tpcb),
      many: () => runPgbench(many),
      one: () => runPgbench(one),
    });
    const rate = (side: keyof typeof results) => results[side].map((load) => load.perSecond);
    const p99 = (side: keyof typeof results) => results[side].map((load) => load.p99);
    const reference = perSecond(median(rate('tpcb')));
    return [
      {
        what: 'N1 rate, 1,000 wallets',
        reference: `TPC-B ${reference}`,
        ours: `${perSecond(median(rate('many')))}, p99 ${milliseconds(median(p99('many')))}`,
        ratios: ratios(rate('many'), rate('tpcb')),
        target: { atLeast: 1 },
      },
      {
        what: 'N2 rate, one wallet',
        reference: `TPC-B ${reference}`,
        ours: `${perSecond(median(rate('one')))}, p99 ${milliseconds(median(p99('one')))}`,
        ratios: ratios(rate('one'), rate('tpcb')),
        target: { atLeast: 0.45 },
      },
      {
        what: 'N2 p99, one wallet',
        reference: `N1 ${milliseconds(median(p99('many')))}`,
        ours: milliseconds(median(p99('one'))),
        ratios: ratios(p99('one'), p99('many')),
        target: { atMost: 4 },
      },
    ];
  },
};
