import { fork } from 'node:child_process';
import { z } from 'zod';

const announcement = z.object({
  adminUrl: z.string(),
  template: z.string(),
  empty: z.string(),
  appPassword: z.string(),
});

/**
 * One Postgres for the whole run, in a process of its own that ends with this one: on success, on
 * failure, on Ctrl-C, and when this process is killed.
 */
export default async function globalSetup(): Promise<void> {
  const server = fork('scripts/scratch-database.ts', {
    execArgv: ['--import', 'tsx'],
    // A group of its own: Ctrl-C must not reach it before the tests have ended.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = await new Promise<z.infer<typeof announcement>>((resolve, reject) => {
    server.once('message', (message) => resolve(announcement.parse(message)));
    server.once('exit', () => reject(new Error('the test database did not start; the reason is above')));
  });
  process.env['DRAWDOWN_TEST_SERVER'] = JSON.stringify(ready);
  globalThis.stopTestServer = () =>
    new Promise((resolve) => {
      if (server.exitCode !== null) return resolve();
      server.once('exit', () => resolve());
      server.disconnect();
    });
}

declare global {
  var stopTestServer: (() => Promise<void>) | undefined;
}
