import type { Pool, PoolClient } from 'pg';

/** Asks again, as fast as the answer comes, until it is so. */
export async function until(what: string, check: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`it did not come to pass: ${what}`);
    // What is waited for may have to happen in this very process.
    await new Promise((turn) => setImmediate(turn));
  }
}

/** A transaction of the administrator: rolled back at the end, unless `work` commits it. */
export async function inTransaction<T>(admin: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await admin.connect();
  client.on('error', ignore);
  let isBroken = false;
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    await client.query('rollback').catch(() => (isBroken = true));
    client.off('error', ignore);
    client.release(isBroken);
  }
}

/** A connection that a test ends says so to whoever is using it as well. */
function ignore(): void {}

export async function backendOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

/** Until somebody waits for a lock that this backend holds. */
export function untilSomebodyWaitsFor(admin: Pool, pid: number): Promise<void> {
  return until(`somebody waits for backend ${pid}`, async () => {
    const { rows } = await admin.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and $1 = any (pg_blocking_pids(pid))`,
      [pid],
    );
    return rows.length > 0;
  });
}

export async function terminate(admin: Pool, pid: number): Promise<void> {
  await admin.query('select pg_terminate_backend($1)', [pid]);
  await until(`backend ${pid} is gone`, async () => {
    const { rows } = await admin.query('select from pg_stat_activity where pid = $1', [pid]);
    return rows.length === 0;
  });
}
