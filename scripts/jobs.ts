import { adminUrl } from './local/admin-url';
import { onInterrupt } from './local/interrupt';
import { startJobRunner } from './local/jobs';
import { runScript } from './local/problem';
import { startWebhookDeliverer } from './local/webhooks';

/** The job runner by itself, for a database without pg_cron that is not the local stack's. */
runScript(async () => {
  const interrupt = onInterrupt(() => undefined);
  const url = adminUrl(process.env['DRAWDOWN_HOME'] ?? '.local');
  const runner = await startJobRunner(url, console.log);
  const webhooks = startWebhookDeliverer(url, console.log);
  console.log(
    runner.scheduler === 'pg_cron'
      ? 'pg_cron in the database runs the jobs. Delivering webhooks until Ctrl-C.'
      : `Running ${runner.jobs.join(', ')} and delivering webhooks until Ctrl-C.`,
  );
  await interrupt.asked;
  await Promise.all([runner.stop(), webhooks.stop()]);
});
