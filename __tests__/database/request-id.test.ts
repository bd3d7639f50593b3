import { anonymous } from '../helpers/callers';
import { createDatabase } from '../helpers/database';
import { until } from '../helpers/waiting';
import { createDirectTransport } from '@/lib/database/direct';

test('the statement of a call at work has the id of its request, and the connection forgets it', async () => {
  const database = await createDatabase();
  const transport = createDirectTransport({ connectionString: database.appUrl, poolSize: 1 });
  const names = async () =>
    (
      await database.admin.query<{ application_name: string }>(
        `select application_name from pg_stat_activity where usename = 'drawdown' and datname = current_database()`,
      )
    ).rows.map((row) => row.application_name);
  const holder = await database.admin.connect();
  await holder.query('begin');
  await holder.query('lock table private.jobs in access exclusive mode');
  const waiting = transport.call('get_health', {}, { ...anonymous(), requestId: 'order-4711' });
  await until('the call waits', async () => (await names()).includes('drawdown order-4711'));
  await holder.query('rollback');
  holder.release();
  await waiting;
  expect(await names()).toEqual(['']);
  await transport.close();
  await database.close();
});
