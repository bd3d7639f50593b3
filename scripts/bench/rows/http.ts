import type { HttpLoad } from '../app';
import { runHttp } from '../app';
import { customerId } from '../product';
import { interleave, type Figure, type Row } from '../row';
import { median, ratios } from '../statistics';

const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;

/** N4: a top-up over HTTP; N10: a balance. Both against an empty route of the same server. */
export const http: Row = {
  name: 'N4',
  title:
    'POST /api/billing/credit (N4) and GET /api/billing/balance/{id} (N10) against empty routes, 16 connections',
  async measure(bench) {
    const { apiKey, customers } = await bench.product();
    const { url } = await bench.app();
    const anyCustomer = () => customerId(1 + Math.floor(Math.random() * customers));
    const body = () => JSON.stringify({ customer_id: anyCustomer(), amount: '1.50' });
    const post = { method: 'POST', apiKey, body } as const;
    const get = { method: 'GET', apiKey } as const;
    const sides = (seconds: number) => ({
      emptyPost: () => runHttp({ ...post, url: `${url}/api/bench-empty`, seconds }),
      credit: () => runHttp({ ...post, url: `${url}/api/billing/credit`, seconds }),
      emptyGet: () => runHttp({ ...get, url: `${url}/api/bench-empty`, seconds }),
      balance: () => runHttp({ ...get, url: `${url}/api/billing/balance/${anyCustomer()}`, seconds }),
    });
    await interleave(1, sides(3));
    const { emptyPost, credit, emptyGet, balance } = await interleave(bench.rounds, sides(bench.seconds));
    return [
      ...figures('N4', 'POST credit', credit, emptyPost, 0.7),
      ...figures('N10', 'GET balance', balance, emptyGet, 0.75),
    ];
  },
};

function figures(
  name: string,
  route: string,
  ours: HttpLoad[],
  empty: HttpLoad[],
  atLeast: number,
): Figure[] {
  const rate = (loads: HttpLoad[]) => loads.map((load) => load.perSecond);
  const p99 = (loads: HttpLoad[]) => loads.map((load) => load.p99);
  return [
    {
      what: `${name} rate, ${route}`,
      reference: `empty route ${perSecond(median(rate(empty)))}`,
      ours: perSecond(median(rate(ours))),
      ratios: ratios(rate(ours), rate(empty)),
      target: { atLeast },
    },
    {
      what: `${name} p99, ${route}`,
      reference: `empty route ${median(p99(empty))} ms`,
      ours: `${median(p99(ours))} ms`,
      ratios: ratios(p99(ours), p99(empty)),
      target: { atMost: 2.5 },
    },
  ];
}
