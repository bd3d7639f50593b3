import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'pg';
import { z } from 'zod';
import type { TestDatabase } from './database';

const announcement = z.object({ adminUrl: z.string(), appPassword: z.string() });

/** A migrated server of its own, which may be killed without hurting the one that the other tests share. */
export async function startCrashingPostgres() {
  const server = fork('__tests__/helpers/crashing-server.ts', {
    execArgv: ['--import', 'tsx'],
    // A group of its own: Ctrl-C must not reach it before the tests have ended.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(server, 'exit');
  const answer = async () => {
    const [message]: unknown[] = await Promise.race([once(server, 'message'), ended]);
    if (typeof message === 'number' || message === null)
      throw new Error('the server ended; the reason is above');
    return message;
  };
  const ask = async (request: 'crash' | 'restart') => {
    server.send(request);
    await answer();
  };
  const { adminUrl, appPassword } = announcement.parse(await answer());
  return {
    database: databaseAt(adminUrl, appPassword),
    crash: () => ask('crash'),
    restart: () => ask('restart'),
    async stop(): Promise<void> {
      if (server.connected) server.disconnect();
      await ended;
    },
  };
}

function databaseAt(adminUrl: string, appPassword: string): TestDatabase {
  const appUrl = new URL(adminUrl);
  appUrl.username = 'drawdown';
  appUrl.password = appPassword;
  const admin = new Pool({ connectionString: adminUrl, max: 20 });
  // Connections break when the server is killed; whoever was calling is told by the call.
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  return { name: 'scratch', adminUrl, appUrl: appUrl.toString(), admin, close: () => admin.end() };
}
