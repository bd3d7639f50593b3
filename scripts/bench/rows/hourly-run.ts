import type { Client } from 'pg';
import { runPgbench } from '../pgbench';
import { addCreditScript, fillCustomers, makeBusiness } from '../product';
import { interleave, type Row } from '../row';
import { median, ratios } from '../statistics';

const CUSTOMERS = Number(process.env['N3_CUSTOMERS'] ?? 1_000_000);
const LOOP_SAMPLE = Math.min(20_000, CUSTOMERS);
/** Modest enough to be answered at once; what is measured is the wait. */
const SPENDING_PER_SECOND = 300;

const perSecond = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;

/** N3: one hour of every customer, two in a hundred without funds. */
export const hourlyRun: Row = {
  name: 'N3',
  title: `The hourly run over ${CUSTOMERS.toLocaleString('en-US')} customers, and live spending meanwhile`,
  async measure(bench) {
    const admin = await bench.admin();
    const product = await bench.product();
    bench.say(`Making ${CUSTOMERS.toLocaleString('en-US')} customers`);
    const { businessId } = await prepare(admin);

    const { bare, loop, run } = await interleave(bench.rounds, {
      bare: () =>
        rateOf(
          CUSTOMERS,
          () => bareStatements(admin),
          () => settle(admin),
        ),
      loop: () => rateOf(LOOP_SAMPLE, () => loopOfSubtransactions(admin, businessId)),
      run: () =>
        rateOf(
          CUSTOMERS,
          () => runHour(admin),
          () => nextHour(admin, businessId),
        ),
    });

    const spending = {
      url: await bench.productUrl(),
      script: addCreditScript(product, product.customers),
      clients: 8,
      seconds: bench.seconds,
      perSecond: SPENDING_PER_SECOND,
    };
    const { alone, during } = await interleave(bench.rounds, {
      alone: () => runPgbench(spending),
      during: async () => {
        await nextHour(admin, businessId);
        const hour = runHour(admin);
        const load = await runPgbench(spending);
        await hour;
        return load;
      },
    });
    const p99 = (loads: { p99: number }[]) => loads.map((load) => load.p99);
    return [
      {
        what: 'N3 (a) rate',
        reference: `bare update and two bare insert-selects ${perSecond(median(bare))}`,
        ours: perSecond(median(run)),
        ratios: ratios(run, bare),
        target: { atLeast: 0.4 },
      },
      {
        what: 'N3 (b) rate',
        reference: `a subtransaction for each customer ${perSecond(median(loop))}`,
        ours: perSecond(median(run)),
        ratios: ratios(run, loop),
        target: { atLeast: 4 },
      },
      {
        what: 'N3 p99 of spending while it runs',
        reference: `without a run ${median(p99(alone)).toFixed(1)} ms`,
        ours: `${median(p99(during)).toFixed(1)} ms, at worst ${Math.max(...during.map((load) => load.worst)).toFixed(0)} ms`,
        ratios: ratios(p99(during), p99(alone)),
        target: { atMost: 3 },
      },
    ];
  },
};

/** A sandbox business, so that an hour passes when the bench says so. */
async function prepare(admin: Client): Promise<{ businessId: string }> {
  const { businessId } = await makeBusiness(admin, 'Hourly run');
  await admin.query(
    'update public.businesses set is_sandbox = true, test_clock_at = private.hour_of(now()) where id = $1',
    [businessId],
  );
  await admin.query(
    `update private.debit_schedules set next_period = private.hour_of(now()) + interval '1 hour' where business_id = $1`,
    [businessId],
  );
  await fillCustomers(admin, { businessId, customers: CUSTOMERS, hourlyDebit: '1.50' });
  // The balance is what an opening entry would have left; two in a hundred have none.
  await admin.query(
    `alter table public.wallets disable trigger user;
     update public.wallets set balance = 1000 where business_id = '${businessId}'
       and ('x' || right(customer_id::text, 8))::bit(32)::integer % 50 <> 0;
     alter table public.wallets enable trigger user;
     create table bare_wallets as select * from public.wallets where business_id = '${businessId}';
     alter table bare_wallets add primary key (business_id, id), set (fillfactor = 45);
     create table bare_entries (like public.ledger_entries);
     alter table bare_entries add primary key (business_id, wallet_id, version);
     create table bare_logs (like public.debit_logs);
     alter table bare_logs add primary key (business_id, run_id, customer_id)`,
  );
  await settle(admin);
  return { businessId };
}

async function settle(admin: Client): Promise<void> {
  await admin.query('truncate bare_entries, bare_logs');
  await admin.query('vacuum analyze bare_wallets, public.wallets');
  await admin.query('checkpoint');
}

async function nextHour(admin: Client, businessId: string): Promise<void> {
  await settle(admin);
  await admin.query(
    `update public.businesses set test_clock_at = test_clock_at + interval '1 hour' where id = $1`,
    [businessId],
  );
}

/** As a scheduler runs it: see private.job_command. */
export async function runHour(admin: Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ more: boolean }>('select private.run_hourly_debits() as more');
    if (!rows[0]?.more) return;
  }
}

async function bareStatements(admin: Client): Promise<void> {
  await admin.query(
    'update bare_wallets set balance = balance - 1.5, version = version + 1, updated_at = now()',
  );
  await admin.query(
    `insert into bare_entries
     select business_id, id, version, -1.5, balance, 'hourly_debit', 'revenue:hourly', null, 'debit_run', business_id,
       'job:hourly_debits', null, now(), now(), sha256(uuid_send(id)) from bare_wallets`,
  );
  await admin.query(
    `insert into bare_logs
     select business_id, business_id, customer_id, 'success', 1.5, balance + 1.5, balance, null, null, now(), 1, now()
     from bare_wallets`,
  );
}

/** What a run would be without sets: a posting and a log for each customer, each caught by itself. */
async function loopOfSubtransactions(admin: Client, businessId: string): Promise<void> {
  await admin.query(
    `do $$
     declare v_wallet record; v_run uuid := gen_random_uuid();
     begin
       for v_wallet in select customer_id from public.wallets where business_id = '${businessId}' limit ${LOOP_SAMPLE} loop
         begin
           perform private.post_movement('${businessId}', v_wallet.customer_id, 'prepaid', -1.5, 'hourly_debit', 'revenue:hourly', 'job:bench', null, now());
           insert into bare_logs values ('${businessId}', v_run, v_wallet.customer_id, 'success', 1.5, 0, 0, null, null, now(), 1, now());
         exception when others then
           insert into bare_logs values ('${businessId}', v_run, v_wallet.customer_id, 'failed', 1.5, 0, 0, null, null, now(), 1, now());
         end;
       end loop;
     end $$`,
  );
}

async function rateOf(
  count: number,
  work: () => Promise<void>,
  before?: () => Promise<void>,
): Promise<number> {
  await before?.();
  const started = performance.now();
  await work();
  return count / ((performance.now() - started) / 1000);
}
