import { adminUrl } from './local/admin-url';
import { onInterrupt } from './local/interrupt';
import { startJobRunner } from './local/jobs';
import { runScript } from './local/problem';

/** The job runner by itself, for a database without pg_cron that is not the local stack's. */
runScript(async () => {
  const interrupt = onInterrupt(() => undefined);
  const runner = await startJobRunner(adminUrl(process.env['DRAWDOWN_HOME'] ?? '.local'), console.log);
  if (runner.scheduler === 'pg_cron') {
    console.log('pg_cron in the database runs the jobs; there is nothing to do here.');
  } else {
    console.log(`Running ${runner.jobs.join(', ')} until Ctrl-C.`);
    await interrupt.asked;
  }
  await runner.stop();
});
