import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { onInterrupt } from './local/interrupt';
import { runScript } from './local/problem';
import { END_WITH_PARENT } from './local/processes';
import { startProduction } from './local/production';
import { progressLines } from './local/terminal';

/** The journeys of __tests__/e2e in a real browser, against the production build on fresh data. */
runScript(async () => {
  // The receivers of webhooks that journeys bring are on this machine.
  process.env['WEBHOOKS_ALLOW_PRIVATE_ADDRESSES'] ??= 'true';
  const interrupt = onInterrupt(() => undefined);
  const stack = await startProduction(progressLines(interrupt.checkpoint));
  try {
    const jest = spawn(
      process.execPath,
      [
        ...END_WITH_PARENT,
        resolve('node_modules', 'jest', 'bin', 'jest.js'),
        '--config',
        'jest.e2e.config.mjs',
        ...process.argv.slice(2),
      ],
      {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: {
          ...process.env,
          E2E_APP_URL: stack.appUrl,
          E2E_ADMIN_URL: stack.adminUrl,
          E2E_API_KEY: stack.demo.apiKey ?? '',
          E2E_MAIL_LOG: stack.mailLog,
          E2E_APP_ENV: JSON.stringify(stack.env),
        },
      },
    );
    const code = new Promise<number>((settled) => jest.once('exit', (exit) => settled(exit ?? 1)));
    process.exitCode = (await Promise.race([code, interrupt.asked])) ?? 130;
    jest.kill('SIGTERM');
    await code;
  } finally {
    await stack.stop();
  }
});
