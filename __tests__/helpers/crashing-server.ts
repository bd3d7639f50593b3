import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { anyFreePort } from '@/scripts/local/ports';
import { initialiseDataFolder, startPostgres } from '@/scripts/local/postgres';
import { locatePostgres, reachableFolder } from '@/scripts/local/postgres-files';
import { runScript } from '@/scripts/local/problem';
import { waitForEnd } from '@/scripts/local/processes';
import { startThrowawayServer } from '@/scripts/local/throwaway';

/**
 * The process behind `startCrashingPostgres`: a server of its own that is killed and started on request, and
 * gone when the test process is, however that ended.
 */
runScript(async () => {
  const files = locatePostgres();
  // A name that the next test run clears away, should this process be killed as well.
  const folder = mkdtempSync(
    join(reachableFolder(tmpdir(), files.account), `drawdown-postgres-${process.pid}-`),
  );
  if (files.account) chmodSync(folder, 0o711);
  const data = { files, dataFolder: join(folder, 'data'), password: randomBytes(18).toString('base64url') };
  const options = {
    ...data,
    port: await anyFreePort(),
    logFile: join(folder, 'postgres.log'),
    // What a killed process has written stays; only a machine that goes down would need the disk.
    settings: { fsync: 'off', synchronous_commit: 'on', max_connections: '100' },
  };
  initialiseDataFolder(data);
  let server = await startPostgres(options);
  try {
    const { adminUrl, appPassword } = await startThrowawayServer({ existingUrl: server.url });
    process.send?.({ adminUrl, appPassword });
    for await (const request of requests()) {
      if (request === 'crash') await kill(server.url, server.pid);
      if (request === 'restart') server = await startPostgres(options);
      process.send?.('done');
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function* requests(): AsyncGenerator<unknown> {
  const waiting: unknown[] = [];
  let wake: () => void = () => undefined;
  process.on('message', (message) => {
    waiting.push(message);
    wake();
  });
  process.on('disconnect', () => wake());
  while (process.connected || waiting.length > 0) {
    if (waiting.length > 0) yield waiting.shift();
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}

/** SIGKILL to every process of the server, the oldest first: no goodbye, no checkpoint. */
async function kill(url: string, postmaster: number): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  const pids = [postmaster, ...rows.map((row) => row.pid)];
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // A connection that has ended since.
    }
  }
  await client.end().catch(() => undefined);
  for (const pid of pids) await waitForEnd(pid, 10_000);
}
