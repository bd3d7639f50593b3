import { createDatabase } from '../helpers/database';
test('cron', async () => {
  const database = await createDatabase({ name: 'cron_test', from: 'hosted' });
  await new Promise((r) => setTimeout(r, 65000));
  console.log((await database.admin.query('select status, return_message from cron.job_run_details')).rows, (await database.admin.query('select * from private.jobs')).rows);
  await database.close();
}, 120000);
