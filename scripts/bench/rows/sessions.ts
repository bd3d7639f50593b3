import type { Client } from 'pg';
import { fillCustomers, makeBusiness } from '../product';
import type { Row } from '../row';
import { median } from '../statistics';

const SESSIONS = Number(process.env['N11_SESSIONS'] ?? 100_000);
const wantedSeconds = (5 * SESSIONS) / 100_000;

/** N11, the half that is settled: every session has burned ten credits since it was settled, one in a hundred has run out. */
export const sessions: Row = {
  name: 'N11',
  title: `Settling ${SESSIONS.toLocaleString('en-US')} running sessions`,
  async measure(bench) {
    const admin = await bench.admin();
    const { businessId } = await makeBusiness(admin, 'Bench sessions');
    await fillCustomers(admin, { businessId, customers: SESSIONS });
    await fillCredits(admin, businessId);
    const seconds: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      await startSessions(admin, businessId);
      const started = performance.now();
      await settle(admin);
      seconds.push((performance.now() - started) / 1000);
    }
    return [
      {
        what: 'N11 time to settle',
        reference: `${wantedSeconds} s`,
        ours: `${median(seconds).toFixed(1)} s`,
        ratios: seconds.map((value) => value / wantedSeconds),
        target: { atMost: 1 },
      },
    ];
  },
};

/** A credits wallet each, with enough for all rounds. */
async function fillCredits(admin: Client, businessId: string): Promise<void> {
  await admin.query(
    `insert into public.wallets (business_id, customer_id, kind, unit, minimum_balance, updated_at)
     select c.business_id, c.id, 'credits', 'credit', 0, now() from public.customers as c
     where c.business_id = $1 order by c.id`,
    [businessId],
  );
  await admin.query(
    `select count(*) from private.post_movements($1, 'credits', 'grant', 'credits:granted', null, (
       select array_agg(row(c.id, 1000000, null, null, 'user:bench', null, now())::private.movement)
       from public.customers as c where c.business_id = $1
     ))`,
    [businessId],
  );
}

/** As `private.start_session` writes them 61 seconds ago, in bulk; those of the round before end where they are. */
async function startSessions(admin: Client, businessId: string): Promise<void> {
  await admin.query(
    `update public.sessions set ended_at = settled_at, end_reason = 'stopped'
     where business_id = $1 and ended_at is null`,
    [businessId],
  );
  await admin.query(
    `insert into public.sessions (
       business_id, customer_id, credits_per_minute, started_at, settled_at, runs_out_at, started_by)
     select $1, c.id, 10, t.at, t.at, t.runs_out_at, 'user:bench'
     from public.customers as c
     cross join lateral (
       select now() - interval '61 seconds' as at,
         now() + case when random() < 0.01 then interval '-1 second' else interval '7 days' end as runs_out_at
     ) as t
     where c.business_id = $1
     order by c.id`,
    [businessId],
  );
  await admin.query(
    `insert into private.session_schedules (business_id) values ($1)
     on conflict (business_id) do update set next_run_at = '-infinity'`,
    [businessId],
  );
  await admin.query('vacuum analyze public.sessions, public.wallets');
  await admin.query('checkpoint');
}

/** As a scheduler runs it: see private.job_command. */
async function settle(admin: Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ more: boolean }>('select private.settle_sessions() as more');
    if (!rows[0]?.more) return;
  }
}
