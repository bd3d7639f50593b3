import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onInterrupt } from './local/interrupt';
import { runScript, StackProblem } from './local/problem';
import { startTemporaryPostgres, THROWAWAY_SETTINGS } from './local/throwaway';

const CRON_DATABASE = 'drawdown_cron';

/** The database tests, or those that are named, on Debian's Postgres 15 with pg_cron, which the packaged Postgres has not. */
runScript(async () => {
  // Read by locatePostgres, here and in the tests that start servers of their own.
  const home = (process.env['POSTGRES_HOME'] ??= '/usr/lib/postgresql/15');
  if (!existsSync(join(home, 'lib', 'pg_cron.so'))) {
    throw new StackProblem(
      `There is no Postgres with pg_cron in ${home}. On Debian: apt-get install postgresql-15 postgresql-15-cron. Elsewhere name its folder in POSTGRES_HOME.`,
    );
  }
  const chosen = process.argv.slice(2);
  const interrupt = onInterrupt(() => undefined);
  const server = await startTemporaryPostgres({
    ...THROWAWAY_SETTINGS,
    shared_preload_libraries: 'pg_cron',
    'cron.database_name': CRON_DATABASE,
    // Inside the server, so that no password has to be known to it.
    'cron.use_background_workers': 'on',
  });
  try {
    const jest = spawn(
      process.execPath,
      [
        resolve('node_modules', 'jest', 'bin', 'jest.js'),
        '--selectProjects=node',
        ...(chosen.some((argument) => !argument.startsWith('-'))
          ? []
          : ['--testPathPatterns=__tests__/database']),
        ...chosen,
      ],
      {
        stdio: 'inherit',
        env: { ...process.env, TEST_DATABASE_URL: server.url, TEST_CRON_DATABASE: CRON_DATABASE },
      },
    );
    const code = new Promise<number>((settled) => jest.once('exit', (exit) => settled(exit ?? 1)));
    process.exitCode = (await Promise.race([code, interrupt.asked])) ?? 130;
    jest.kill('SIGTERM');
    await code;
  } finally {
    await server.stop();
  }
});
