import { runScript } from './local/problem';
import { startThrowawayServer } from './local/throwaway';

/**
 * A migrated database that lives until this ends. Jest starts it with a channel and gets the
 * address over it; a person gets it printed, and stops it with Ctrl-C.
 */
runScript(async () => {
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // The channel closes with the test run, however that ended.
    process.on('disconnect', () => resolve());
  });
  const keepAlive = setInterval(() => undefined, 1 << 30);
  try {
    const server = await startThrowawayServer({ existingUrl: process.env['TEST_DATABASE_URL'] });
    const { adminUrl, template, empty, appPassword } = server;
    if (process.connected) process.send?.({ adminUrl, template, empty, appPassword });
    else if (!process.send) console.log(`\nMigrated scratch database, until Ctrl-C:\n\n  ${adminUrl}\n`);
    await asked;
    await server.stop();
  } finally {
    clearInterval(keepAlive);
    if (process.connected) process.disconnect();
  }
});
