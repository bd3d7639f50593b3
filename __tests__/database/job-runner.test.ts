import { createDatabase, type TestDatabase } from '../helpers/database';
import { startJobRunner } from '@/scripts/local/jobs';

/** Waits for something to become true; a runner works at its own pace. */
async function eventually(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the job runner', () => {
  let database: TestDatabase;
  const said: string[] = [];
  const count = async (sql: string) => Number((await database.admin.query(sql)).rows[0].count);
  const start = () => startJobRunner(database.adminUrl, (line) => said.push(line));

  beforeEach(async () => {
    said.length = 0;
    database = await createDatabase();
    // A job of two steps that notes each run, and takes half a second for it.
    await database.admin.query(`
      create table public.steps (started_at timestamptz, ended_at timestamptz);
      create view public.runs as select from public.steps limit (select count(*) / 2 from public.steps);
      create or replace function private.run_job(name text, scheduler text) returns boolean language plpgsql as $$
      declare v_started timestamptz := clock_timestamp();
      begin
        perform pg_sleep(0.25);
        insert into public.steps values (v_started, clock_timestamp());
        return (select count(*) % 2 = 1 from public.steps);
      end $$;
      truncate private.jobs;
      insert into private.jobs (name, schedule, description) values ('noted', '* * * * * *', 'for this test');
    `);
  });
  afterEach(() => database.close());

  test('runs a job at once when it starts, to make up for what was missed', async () => {
    await database.admin.query("update private.jobs set schedule = '0 0 1 1 *'");
    const runner = await start();
    expect(runner).toMatchObject({ scheduler: 'runner', jobs: ['noted'] });
    await eventually(async () => (await count('select count(*) from public.runs')) === 1);
    await runner.stop();
  });

  test('leaves a disabled job alone', async () => {
    await database.admin.query('update private.jobs set is_enabled = false');
    const runner = await start();
    expect(runner.jobs).toEqual([]);
    await runner.stop();
    expect(await count('select count(*) from public.runs')).toBe(0);
  });

  test('never lets a job overlap itself, and finds a database again that went away', async () => {
    const runner = await start();
    await eventually(async () => (await count('select count(*) from public.runs')) >= 2);
    await database.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'drawdown jobs' and datname = current_database()",
    );
    const before = await count('select count(*) from public.runs');
    await eventually(async () => (await count('select count(*) from public.runs')) >= before + 2);
    await runner.stop();
    const overlaps = `select count(*) from public.steps a join public.steps b
      on a.ctid <> b.ctid and a.started_at < b.ended_at and b.started_at < a.ended_at`;
    expect(await count(overlaps)).toBe(0);
  });

  test('says once that a job fails, and once that it works again', async () => {
    await database.admin.query('alter table public.steps rename to elsewhere');
    const runner = await start();
    await eventually(async () => said.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await database.admin.query('alter table public.elsewhere rename to steps');
    await eventually(async () => said.length > 1);
    await runner.stop();
    expect(said).toEqual([
      'Job noted failed: relation "public.steps" does not exist',
      'Job noted: works again.',
    ]);
  });
});
