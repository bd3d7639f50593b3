import type { Client } from 'pg';
import { fillCustomers, makeBusiness } from '../product';
import { interleave, type Row } from '../row';
import { median, ratios } from '../statistics';

const EVENTS = Number(process.env['N9_EVENTS'] ?? 1_000_000);
const WALLETS = Math.ceil(EVENTS / 100);
const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;

/** N9: a hundred events of each wallet, of two services, billed by the job. */
export const billing: Row = {
  name: 'N9',
  title: `Billing ${EVENTS.toLocaleString('en-US')} events of ${WALLETS.toLocaleString('en-US')} wallets against a bare update of the same rows`,
  async measure(bench) {
    const admin = await bench.admin();
    const { businessId } = await makeBusiness(admin, 'Bench billing');
    await fillCustomers(admin, { businessId, customers: WALLETS });
    await admin.query('update public.wallets set minimum_balance = null where business_id = $1', [
      businessId,
    ]);
    const { bare, ours } = await interleave(bench.rounds, {
      bare: () =>
        rateOf(
          () => admin.query('update bench_events set price_per_unit = price_per_unit + 1'),
          () => record(admin, businessId),
        ),
      ours: () => rateOf(() => bill(admin)),
    });
    return [
      {
        what: 'N9 rate',
        reference: `bare update ${perSecond(median(bare))}`,
        ours: perSecond(median(ours)),
        ratios: ratios(ours, bare),
        target: { atLeast: 0.35 },
      },
    ];
  },
};

/** New events, written as `private.record_plain_events` writes them, in bulk, and a copy of them for the bare update. */
async function record(admin: Client, businessId: string): Promise<void> {
  await admin.query('drop table if exists bench_events');
  await admin.query(
    `with made as (
       select
         private.uuid_v7() as id, gen_random_uuid()::text as request_id,
         ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n % ${WALLETS}), 12, '0'))::uuid as customer_id,
         (array['chat', 'storage'])[1 + n / ${WALLETS} % 2] as service
       from generate_series(0, ${EVENTS - 1}) as n
     )
     insert into public.usage_events
       (business_id, id, customer_id, service, units, price_per_unit, request_id, occurred_at, recorded_at, actor)
     select $1, m.id, m.customer_id, m.service, 1204.5, 0.000023, m.request_id, now(), now(), 'user:bench' from made as m`,
    [businessId],
  );
  await admin.query(
    `create table bench_events as
     select e.* from public.usage_events as e, private.usage_schedules as s
     where e.business_id = '${businessId}' and s.business_id = e.business_id and e.id > s.collected_up_to;
     alter table bench_events add primary key (business_id, id);
     update private.usage_schedules set next_run_at = '-infinity'`,
  );
  await admin.query('vacuum analyze public.usage_events, bench_events');
  await admin.query('checkpoint');
}

/** As a scheduler runs it: see private.job_command. */
async function bill(admin: Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ more: boolean }>('select private.bill_usage() as more');
    if (!rows[0]?.more) return;
  }
}

async function rateOf(work: () => Promise<unknown>, before?: () => Promise<void>): Promise<number> {
  await before?.();
  const started = performance.now();
  await work();
  return EVENTS / ((performance.now() - started) / 1000);
}
