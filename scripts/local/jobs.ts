import { Cron } from 'croner';
import { Pool } from 'pg';

interface Job {
  name: string;
  schedule: string;
}

export interface JobRunner {
  /** Who runs the jobs: this runner, or pg_cron inside the database. */
  scheduler: 'runner' | 'pg_cron';
  jobs: string[];
  stop(): Promise<void>;
}

const RECONCILE_MS = 60_000;

/**
 * Runs the jobs of private.jobs where no pg_cron does. Each runs once at the start, to make up for what
 * was missed; a job never overlaps itself; a database that went away is found again.
 */
export async function startJobRunner(adminUrl: string, report: (line: string) => void): Promise<JobRunner> {
  // Several connections: a long job must not hold up the others.
  const pool = new Pool({ connectionString: adminUrl, max: 10, application_name: 'drawdown jobs' });
  pool.on('error', () => undefined);
  const failing = new Map<string, string>();
  const running = new Map<string, Promise<void>>();
  let isStopping = false;
  const crons = new Map<string, { schedule: string; cron: Cron }>();

  async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      if (failing.delete(what)) report(`${what}: works again.`);
    } catch (error) {
      const reason = reasonOf(error);
      // Said once, not every minute.
      if (failing.get(what) !== reason) report(`${what} failed: ${reason}`);
      failing.set(what, reason);
    }
  }

  function runJob(name: string): Promise<void> {
    const earlier = running.get(name);
    if (earlier) return earlier;
    const run = attempt(`Job ${name}`, () => runNoted(name)).finally(() => running.delete(name));
    running.set(name, run);
    return run;
  }

  /** What broke off is noted where the metrics and the status page look, and then told. */
  async function runNoted(name: string): Promise<void> {
    try {
      await runSteps(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Where the database is away there is nobody to tell: the age of the last run says it.
      await pool
        .query('select private.note_job_failure($1, $2, $3)', [name, 'runner', reason])
        .catch(() => undefined);
      throw error;
    }
  }

  /** Step by step, each its own transaction: nothing is lost or held up for long wherever this is cut off. */
  async function runSteps(name: string): Promise<void> {
    let hasMore = true;
    while (hasMore && !isStopping) {
      const step = await pool.query<{ has_more: boolean }>('select private.run_job($1, $2) as has_more', [
        name,
        'runner',
      ]);
      hasMore = step.rows[0]?.has_more ?? false;
    }
  }

  function schedule(job: Job): void {
    const cron = new Cron(job.schedule, { timezone: 'UTC', protect: true }, () => runJob(job.name));
    crons.set(job.name, { schedule: job.schedule, cron });
    void cron.trigger();
  }

  async function reconcile(): Promise<void> {
    const jobs = await enabledJobs(pool);
    for (const [name, { schedule: known, cron }] of crons) {
      if (jobs.some((job) => job.name === name && job.schedule === known)) continue;
      cron.stop();
      crons.delete(name);
    }
    for (const job of jobs) if (!crons.has(job.name)) schedule(job);
  }

  let scheduler: JobRunner['scheduler'];
  try {
    scheduler = (await hasCron(pool)) ? 'pg_cron' : 'runner';
    if (scheduler === 'runner') await reconcile();
  } catch (error) {
    await pool.end();
    throw error;
  }
  const timer =
    scheduler === 'runner'
      ? setInterval(() => void attempt('The list of jobs', reconcile), RECONCILE_MS)
      : undefined;
  return {
    scheduler,
    jobs: [...crons.keys()],
    async stop() {
      isStopping = true;
      clearInterval(timer);
      for (const { cron } of crons.values()) cron.stop();
      // A step is safe to cut off at any point; a short one may still finish.
      await Promise.race([
        Promise.all(running.values()),
        new Promise((resolve) => setTimeout(resolve, 2_000).unref()),
      ]);
      void pool.end().catch(() => undefined);
    },
  };
}

async function enabledJobs(pool: Pool): Promise<Job[]> {
  const { rows } = await pool.query<Job>(
    'select name, schedule from private.jobs where is_enabled order by name',
  );
  return rows;
}

/** Whether pg_cron is there and has our jobs; being installed alone runs nothing. */
async function hasCron(pool: Pool): Promise<boolean> {
  const installed = await pool.query("select from pg_extension where extname = 'pg_cron'");
  if (!installed.rowCount) return false;
  const jobs = await pool.query("select from cron.job where active and jobname like 'drawdown\\_%'");
  return Boolean(jobs.rowCount);
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ECONNREFUSED' || code === '57P01' || code === '57P03') return 'the database does not answer';
  return error instanceof Error ? error.message : String(error);
}
