import type { Client } from 'pg';
import { runPgbench } from '../pgbench';
import { callScript, fillCustomers, makeBusiness } from '../product';
import { interleave, type Row } from '../row';
import { median, ratios } from '../statistics';

const CLIENTS = 8;
const CUSTOMERS = 1_000;
const PRODUCTS = 200;

/** N5: purchases of three counted products each, keyed, none refused. */
export const purchases: Row = {
  name: 'N5',
  title: 'Purchases of 3 lines, 1,000 customers, 200 counted products, against TPC-B',
  async measure(bench) {
    const admin = await bench.admin();
    const { businessId, apiKey } = await makeBusiness(admin, 'Bench shop');
    await fillCustomers(admin, { businessId, customers: CUSTOMERS });
    await fillShop(admin, businessId);
    const turn = { seconds: bench.seconds, clients: CLIENTS };
    const ours = { ...turn, url: await bench.productUrl(), script: purchaseScript(apiKey) };
    const tpcb = { ...turn, url: await bench.tpcbUrl() };
    for (const warmUp of [ours, tpcb]) await runPgbench({ ...warmUp, seconds: 2 });
    const results = await interleave(bench.rounds, {
      tpcb: () => runPgbench(tpcb),
      ours: () => runPgbench(ours),
    });
    const rate = (side: keyof typeof results) => results[side].map((load) => load.perSecond);
    const perSecond = (side: keyof typeof results) => Math.round(median(rate(side))).toLocaleString('en-US');
    return [
      {
        what: 'N5 rate, purchases of 3 lines',
        reference: `TPC-B ${perSecond('tpcb')}/s`,
        ours: `${perSecond('ours')}/s, p99 ${median(results.ours.map((load) => load.p99)).toFixed(1)} ms`,
        ratios: ratios(rate('ours'), rate('tpcb')),
        target: { atLeast: 0.5 },
      },
    ];
  },
};

/** Products and credit without end, written as the doors write them, in bulk. */
async function fillShop(admin: Client, businessId: string): Promise<void> {
  await admin.query(
    `insert into public.products (business_id, id, sku, name, price, stock, stock_version, created_at, updated_at)
     select $1, ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'SKU-' || n, 'Product ' || n, 1.25, 1000000000, 1, now(), now()
     from generate_series(1, $2::integer) as n`,
    [businessId, PRODUCTS],
  );
  await admin.query(
    `insert into public.stock_movements (business_id, product_id, version, kind, quantity, stock_after, actor, occurred_at)
     select p.business_id, p.id, 1, 'opening', p.stock, p.stock, 'user:bench', now() from public.products as p where p.business_id = $1`,
    [businessId],
  );
  await admin.query(
    `insert into public.wallets (business_id, customer_id, kind, unit, minimum_balance, updated_at)
     select c.business_id, c.id, 'receivable', 'USD', -1000000000000, now() from public.customers as c where c.business_id = $1 order by c.id`,
    [businessId],
  );
  await admin.query('vacuum analyze public.products, public.wallets, public.stock_movements');
}

function purchaseScript(apiKey: string): string {
  const product = (variable: string) =>
    `{"product_id":"00000000-0000-7000-9000-' || lpad(to_hex(:${variable}::int), 12, '0') || '","quantity":' || :quantity || '}`;
  return callScript(
    apiKey,
    `public.process_purchase(customer_id => ('00000000-0000-7000-8000-' || lpad(to_hex(:customer::int), 12, '0'))::uuid, items => ('[${['first', 'second', 'third'].map(product).join(',')}]')::jsonb)`,
    [
      `\\set customer random(1, ${CUSTOMERS})`,
      '\\set quantity random(1, 3)',
      `\\set first random(1, ${PRODUCTS})`,
      `\\set second 1 + (:first + random(0, 65)) % ${PRODUCTS}`,
      `\\set third 1 + (:first + random(66, 131)) % ${PRODUCTS}`,
    ],
  );
}
