import { readdirSync } from 'node:fs';
import { serve } from './support/server';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  process.env['METRICS_TOKEN'] = 'a-token-of-the-operator';
  api = await startApi();
  await api.database.admin.query("update private.jobs set last_seen_at = now(), last_scheduler = 'runner'");
}, 60_000);
afterAll(() => api.close());

const ready = () => api.send('GET', '/api/health/ready', { as: null });
const newest = () =>
  readdirSync('supabase/migrations')
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .at(-1)
    ?.split('_')[0] ?? '';

describe('ready', () => {
  test('says so where the database answers, the migrations are applied and a scheduler is at work', async () => {
    expect(await ready()).toMatchObject({
      status: 200,
      body: {
        status: 'ok',
        checks: { database: 'ok', migrations: 'ok', scheduler: 'ok' },
        scheduler: 'runner',
        scheduler_age_seconds: expect.any(Number),
      },
    });
  });

  test('is refused where the newest migration of this build is not applied, and names the check', async () => {
    const { rows } = await api.database.admin.query(
      'delete from supabase_migrations.schema_migrations where version = $1 returning *',
      [newest()],
    );
    const reply = await ready();
    await api.database.admin.query(
      'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
      [rows[0].version, rows[0].name, rows[0].statements],
    );
    expect(reply).toMatchObject({
      status: 503,
      body: { code: 'not_ready', failed: ['migrations'], detail: 'Not ready: migrations.' },
    });
    expect(reply.headers.get('retry-after')).toBe('5');
    expect((await ready()).status).toBe(200);
  });

  test('takes a database that is ahead of the build: another build replaces it', async () => {
    await api.database.admin.query(
      "insert into supabase_migrations.schema_migrations (version, name) values ('99991231000000', 'later')",
    );
    const { status } = await ready();
    await api.database.admin.query(
      "delete from supabase_migrations.schema_migrations where version = '99991231000000'",
    );
    expect(status).toBe(200);
  });

  test('is refused where no scheduler was seen for too long', async () => {
    await api.database.admin.query("update private.jobs set last_seen_at = now() - interval '16 minutes'");
    const reply = await ready();
    await api.database.admin.query('update private.jobs set last_seen_at = now()');
    expect(reply).toMatchObject({ status: 503, body: { failed: ['scheduler'] } });
  });

  test('is refused where its own function is missing, as before the migrations; the reason stays inside', async () => {
    await api.database.admin.query('alter function public.get_ready() rename to get_ready_away');
    const reply = await ready();
    await api.database.admin.query('alter function public.get_ready_away() rename to get_ready');
    expect(reply).toMatchObject({ status: 503, body: { failed: ['migrations'] } });
    expect(reply.text).not.toMatch(/function|get_ready_away|does not exist/);
  });
});

test('live asks nobody', async () => {
  const { body, status } = await api.send('GET', '/api/health/live', { as: null });
  expect({ body, status }).toMatchObject({ status: 200, body: { status: 'ok', version: '0.1.0' } });
});

/** Each sample of the text that Prometheus reads, by name and labels. */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'TYPE') types.set(name, rest);
    if (kind !== undefined) continue;
    const sample =
      /^([a-z_:][a-z0-9_:]*(?:\{(?:[a-z_]+="(?:[^"\\]|\\.)*",?)*\})?) (-?[\d.e+-]+|NaN|\+Inf)$/i.exec(line);
    if (sample === null) throw new Error(`not a sample: ${line}`);
    const [, key = '', value = ''] = sample;
    const base = (key.split('{')[0] ?? '').replace(/_(bucket|sum|count)$/, '');
    if (!types.has(base) && !types.has(key.split('{')[0] ?? '')) throw new Error(`no type: ${line}`);
    if (samples.has(key)) throw new Error(`twice: ${key}`);
    samples.set(key, Number(value.replace('+Inf', 'Infinity')));
  }
  return samples;
}

describe('the metrics', () => {
  /** No operation of the document: its answer is for Prometheus. */
  const scrape = async (token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await serve(new Request('http://localhost:3000/api/metrics', { headers }));
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const samples = async () => parse((await scrape('a-token-of-the-operator')).text);

  test('are for who sends the token', async () => {
    expect((await scrape()).status).toBe(401);
    expect((await scrape('another token of somebody')).status).toBe(401);
    const { status, headers } = await scrape('a-token-of-the-operator');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  });

  test('count requests by operation and status, and calls by function and outcome', async () => {
    const count = (all: Map<string, number>, labels: string, what: string) =>
      all.get(`drawdown_${what}_duration_seconds_count{${labels}}`) ?? 0;
    const ok = 'operation="list_customers",method="GET",status="200"';
    const missing = 'operation="get_customer",method="GET",status="404"';
    const before = await samples();
    await api.send('GET', '/api/customers');
    await api.send('GET', '/api/customers/0196c1f0-0000-7000-8000-000000000001');
    const after = await samples();
    expect(count(after, ok, 'http_request') - count(before, ok, 'http_request')).toBe(1);
    expect(count(after, missing, 'http_request') - count(before, missing, 'http_request')).toBe(1);
    const call = 'function="get_customer",outcome="refused"';
    expect(count(after, call, 'rpc') - count(before, call, 'rpc')).toBe(1);
  });

  test('have no label that a caller can choose', async () => {
    // But for the kinds of garbage collection, of which each shows once it has happened.
    const names = async () =>
      [...(await samples()).keys()].filter((name) => !name.startsWith('nodejs_gc_')).sort();
    await api.send('GET', '/api/customers', { query: { search: 'x' } });
    const before = await names();
    for (const search of ['a', 'b', 'c']) await api.send('GET', '/api/customers', { query: { search } });
    expect(await names()).toEqual(before);
  });

  test('tell of the pool, of the streams, of the process and of the database', async () => {
    const all = await samples();
    expect(all.get('drawdown_pool_limit')).toBe(10);
    expect(all.get('drawdown_pool_waiting')).toBe(0);
    expect(all.get('drawdown_live_streams')).toBe(0);
    expect(all.get('drawdown_database_up')).toBe(1);
    expect(all.get('process_start_time_seconds')).toBeGreaterThan(0);
    expect(all.get('drawdown_scheduler_age_seconds')).toBeGreaterThanOrEqual(0);
  });

  test('tell how each job went, and what failed', async () => {
    await api.database.admin.query("select private.run_job('clean_up', 'runner')");
    const before = await samples();
    expect(before.get('drawdown_job_done_age_seconds{job="clean_up"}')).toBeLessThan(60);
    expect(before.get('drawdown_job_last_duration_seconds{job="clean_up"}')).toBeGreaterThan(0);
    await api.database.admin.query(`
      alter function private.clean_up() rename to clean_up_away;
      create function private.clean_up() returns boolean language plpgsql as $$ begin raise exception 'broken'; end $$;`);
    const { rows } = await api.database.admin.query(
      `select private.try_job('clean_up', 'runner') as has_more`,
    );
    expect(rows).toEqual([{ has_more: null }]);
    await expect(
      api.database.admin.query(
        (await api.database.admin.query(`select private.job_command('clean_up', 'runner') as text`)).rows[0]
          .text,
      ),
    ).rejects.toThrow('the job clean_up failed');
    await api.database.admin.query(`
      drop function private.clean_up(); alter function private.clean_up_away() rename to clean_up;`);
    const after = await samples();
    const failures = 'drawdown_job_failures{job="clean_up"}';
    expect((after.get(failures) ?? 0) - (before.get(failures) ?? 0)).toBe(2);
    const { rows: jobs } = await api.database.admin.query(
      `select last_failure, last_failed_at > now() - interval '1 minute' as is_recent from private.jobs where name = 'clean_up'`,
    );
    expect(jobs).toEqual([{ last_failure: 'broken', is_recent: true }]);
  });

  test('tell what waits, over all businesses', async () => {
    await api.database.admin.query(
      `update private.debit_schedules set next_period = next_period - interval '3 hours', retry_at = now() + interval '5 minutes'`,
    );
    const all = await samples();
    expect(all.get('drawdown_backlog{kind="debit_businesses_late"}')).toBeGreaterThan(0);
    expect(all.get('drawdown_backlog{kind="debit_businesses_set_aside"}')).toBeGreaterThan(0);
    expect(all.get('drawdown_backlog{kind="deliveries_pending"}')).toBe(0);
  });
});

describe('the status of a business', () => {
  test('has the jobs, what waits of it, how its books came out, and nothing of another business', async () => {
    const stranger = await api.signUp('stranger');
    await api.database.admin.query(
      `update private.debit_schedules set next_period = private.hour_of(now()) - interval '2 hours', retry_at = null where business_id = $1`,
      [api.owner.businessId],
    );
    await api.send('GET', '/api/ledger/proof');
    const own = await api.send('GET', '/api/status');
    expect(own.body).toMatchObject({
      schema_version: newest(),
      scheduler: 'runner',
      last_proof: { discrepancies: 0 },
      backlog: { hours_due: 2, customers_held: 0, sessions_unsettled: 0, deliveries_pending: 0 },
    });
    const other = await api.send('GET', '/api/status', { as: stranger });
    expect(other.body).toMatchObject({ last_proof: null, backlog: { hours_due: 0 } });
    expect(JSON.stringify(other.body)).not.toContain('broken');
  });
});
