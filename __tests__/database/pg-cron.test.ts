import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { getDebitStatus } from '@/lib/operations/debits';
import { startJobRunner } from '@/scripts/local/jobs';
import { cronDatabase, withListener } from '../helpers/pg-cron';
import { chargesOf, standOf, use } from '../helpers/billing';
import { logsOf } from '../helpers/debits';
import { until } from '../helpers/waiting';
import { World } from '../helpers/world';

/**
 * Only where pg_cron is: `npm run test:postgres-15` starts such a server and names its database, and without
 * that name this file is not among the tests.
 */
describe('on a database with pg_cron', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ from: 'hosted', name: cronDatabase() });
  });
  afterAll(() => world.close());

  test('the migrations hand every job of the list to pg_cron, each once and in its own words', async () => {
    const { rows } = await world.admin.query(
      `select c.jobname, c.schedule, c.active, c.command
       from cron.job as c order by c.jobname`,
    );
    const jobs = await world.admin.query<{ name: string; schedule: string; command: string }>(
      `select name, schedule, private.job_command(name, 'pg_cron') as command from private.jobs order by name`,
    );
    expect(jobs.rows.length).toBeGreaterThan(0);
    expect(rows).toEqual(
      jobs.rows.map(({ name, schedule, command }) => ({
        jobname: `drawdown_${name}`,
        schedule,
        active: true,
        command,
      })),
    );
  });

  test('scheduling the jobs again changes nothing', async () => {
    const jobs = async () =>
      (await world.admin.query('select jobname, schedule from cron.job order by 1')).rows;
    const before = await jobs();
    await world.admin.query('select private.schedule_jobs()');
    expect(await jobs()).toEqual(before);
  });

  test("the local stack's runner leaves the jobs to it", async () => {
    const runner = await startJobRunner(world.database.adminUrl, () => undefined);
    expect({ scheduler: runner.scheduler, jobs: runner.jobs }).toEqual({ scheduler: 'pg_cron', jobs: [] });
    await runner.stop();
  });

  test('a customer who owes two hours is debited for both, and billed what it used, by pg_cron alone, within two minutes', async () => {
    const business = await world.makeBusiness();
    const customer = await world.addCustomer(business, { balance: '100', hourly_debit_amount: '5' });
    await withListener(world.database.adminUrl, async (heard) => {
      await business.owner.call('watch', {
        business_id: business.id,
        watcher_id: randomUUID(),
        seconds: 300,
      });
      await use(business, customer, '7');
      await oweTwoHours(world, business.id);
      await heard(`${business.id} debits`, 130_000);
    });
    // Where the billing of usage holds the business at that instant, the second hour waits for the next minute.
    await until('both hours are done', async () => (await logsOf(business, customer.id)).length >= 2, 75_000);

    await until('what it used is billed', async () => (await chargesOf(business)).length > 0);
    expect(await chargesOf(business)).toMatchObject([{ customer_id: customer.id, amount: '7.00' }]);

    const [first, second] = await logsOf(business, customer.id);
    expect([first, second]).toMatchObject([
      { status: 'success', amount: '5.00' },
      { status: 'success', amount: '5.00' },
    ]);
    // The two jobs take turns, in either order.
    expect(await standOf(business, customer)).toBe('83.00 unbilled 0.00');
    expect(await world.discrepancies(business.id)).toEqual([]);

    const status = await business.owner.run(getDebitStatus, { business_id: business.id });
    expect(status).toMatchObject({
      scheduler: 'pg_cron',
      missed_hours: 0,
      succeeded: 2,
      failed: 0,
      total_debited: '10.00',
    });
    const { rows: jobs } = await world.admin.query(
      `select last_scheduler, last_done_at > now() - interval '3 minutes' as is_recent from private.jobs where name in ('hourly_debits', 'bill_usage')`,
    );
    expect(jobs).toEqual(Array(2).fill({ last_scheduler: 'pg_cron', is_recent: true }));
    await until('pg_cron notes that the job succeeded', () => hasSucceeded(world));
    const { rows: failures } = await world.admin.query(
      `select status, return_message from cron.job_run_details where status not in ('succeeded', 'running', 'starting')`,
    );
    expect(failures).toEqual([]);
  }, 240_000);
});

/** As if the scheduler had been away for the hour that is over and the one that runs. */
async function oweTwoHours(world: World, businessId: string): Promise<void> {
  const client = new Client({ connectionString: world.database.adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `update private.debit_schedules set next_period = next_period - interval '2 hours' where business_id = $1`,
      [businessId],
    );
    await client.query(
      `update public.wallets set debited_through = debited_through - interval '2 hours' where business_id = $1`,
      [businessId],
    );
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function hasSucceeded(world: World): Promise<boolean> {
  const { rows } = await world.admin.query(
    `select from cron.job_run_details as d join cron.job as j using (jobid)
     where j.jobname = 'drawdown_hourly_debits' and d.status = 'succeeded' and d.return_message is not null`,
  );
  return rows.length > 0;
}
