import { execFile } from 'node:child_process';
import { Pool } from 'pg';
import { createCustomer } from '@/lib/operations/customers';
import { listDebitRuns } from '@/lib/operations/debits';
import { anyFreePort } from '@/scripts/local/ports';
import { startApp } from '@/scripts/local/app';
import type { Service } from '@/scripts/local/processes';
import { everybodyLeaves, stack } from '../helpers/browser';
import {
  asAdmin,
  ask,
  isLive,
  newOwner,
  placeReads,
  request,
  visitorAs,
  type Account,
} from '../helpers/journeys';
import { newKey } from '../helpers/members';
import { backendOf, until, untilSomebodyWaitsFor } from '../helpers/waiting';

afterEach(everybodyLeaves);

describe('a killed Postgres', () => {
  test('is started again by the stack; the open page says that it reconnects, and is right afterwards', async () => {
    const owner = await newOwner();
    const { id } = await ask(createCustomer.output, owner.token, 'POST', '/customers', {
      name: 'Survivor',
      balance: '40',
    });
    const key = await newKey(owner);
    const watching = await visitorAs(owner);
    const { page } = watching;
    await page.goto(`/customers/${id}`);
    await isLive(watching);

    const reconnecting = page.getByText('Reconnecting…').waitFor();
    process.kill(await asAdmin(postmaster), 'SIGKILL');
    await reconnecting;

    await isLive(watching);
    expect((await request(key, 'POST', '/billing/credit', { customer_id: id, amount: '2.50' })).status).toBe(
      201,
    );
    await page.getByRole('row').filter({ hasText: '+$2.50' }).waitFor();
    await placeReads(page.getByLabel('Balance', { exact: true }), '$42.50');
    // Auth is behind Supabase Lite, which has to find the database again as well.
    await until(
      'people can sign in',
      async () => (await request(null, 'POST', '/auth/login', credentials(owner))).status === 200,
    );
    await verifyLedger();
  });
});

describe('a killed Next server', () => {
  let pool: Pool;
  beforeAll(() => (pool = new Pool({ connectionString: stack.adminUrl })));
  afterAll(() => pool.end());

  test('in the middle of a run of 3,000 customers: the job runner finishes it, and nobody is debited twice', async () => {
    const owner = await newOwner();
    const key = await newKey(owner);
    await addCustomers(pool, key, 3_000);
    const server = await startServer();

    // The last customers are held back, so that the run is in its middle for as long as it takes to kill it.
    const obstacle = await pool.connect();
    await obstacle.query('begin');
    await obstacle.query(
      `select from public.wallets where business_id = $1 order by customer_id desc limit 1 for update`,
      [owner.businessId],
    );
    const lost = fetch(`${server.url}/api/debit-processor/trigger`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{}',
    }).catch((reason: unknown) => reason);
    await untilSomebodyWaitsFor(pool, await backendOf(obstacle));
    const [middle] = await runs(key);
    expect(middle).toMatchObject({ status: 'running', due: 3_000 });
    expect(middle?.processed).toBeGreaterThan(0);
    expect(middle?.processed).toBeLessThan(3_000);

    server.service.kill();
    await server.service.exited;
    await lost;
    await obstacle.query('rollback');
    obstacle.release();
    const restarted = await startServer(server.port);
    try {
      // Nobody asks for it again: the runner of the stack looks once a minute.
      await until('the run is completed', async () => (await runs(key))[0]?.status === 'completed', 75_000);
      expect(await runs(key)).toMatchObject([
        { trigger: 'manual', processed: 3_000, succeeded: 3_000, failed: 0, total_debited: '3750.00' },
      ]);
      const { rows } = await pool.query(
        `select count(*)::int as wallets, min(w.balance)::text as poorest, max(w.balance)::text as richest,
           (select count(*)::int from public.debit_logs as l where l.business_id = $1) as logs
         from public.wallets as w where w.business_id = $1 and w.kind = 'prepaid'`,
        [owner.businessId],
      );
      expect(rows).toMatchObject([{ wallets: 3_000, logs: 3_000 }]);
      expect(Number(rows[0].poorest)).toBe(8.75);
      expect(Number(rows[0].richest)).toBe(8.75);

      const again = await fetch(`${restarted.url}/api/debit-processor/trigger`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(await again.json()).toMatchObject({ status: 'completed', processed: 0 });
      await verifyLedger();
    } finally {
      await restarted.service.stop();
    }
  });
});

const credentials = ({ email, password }: Account) => ({ email, password });

async function postmaster(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`);
  return Number(rows[0]?.file.split('\n')[0]);
}

async function runs(key: string) {
  return (await ask(listDebitRuns.output, key, 'GET', '/debit-processor/runs')).data;
}

/** A server of the app beside the stack's own, on the same database, to be killed. */
async function startServer(wanted?: number): Promise<{ url: string; port: number; service: Service }> {
  const port = wanted ?? (await anyFreePort());
  const service = await startApp({
    mode: 'production',
    port,
    host: '127.0.0.1',
    env: { ...process.env, ...stack.appEnv },
    onSpawn: (started) => process.once('exit', () => started.kill()),
  });
  return { url: `http://127.0.0.1:${port}`, port, service };
}

/** Made as the key would make them one by one, in one statement. */
async function addCustomers(pool: Pool, key: string, count: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('role', 'anon', true), set_config('request.headers', $1, true)`, [
      JSON.stringify({ 'x-api-key': key }),
    ]);
    await client.query(
      `select public.create_customer(name => 'Customer ' || n, balance => 10, hourly_debit_amount => 1.25)
       from generate_series(1, $1::int) as n`,
      [count],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** `npm run verify:ledger` on the database of the stack; fails with what it found. */
function verifyLedger(): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ADMIN_DATABASE_URL: stack.adminUrl };
    execFile(process.execPath, ['--import', 'tsx', 'scripts/verify-ledger.ts'], { env }, (error, output) => {
      if (error) reject(new Error(output));
      else resolve();
    });
  });
}
