import { Client } from 'pg';
import { createDatabase } from '../helpers/database';

test('a test database is migrated, and takes little time', async () => {
  const started = performance.now();
  const database = await createDatabase();
  const took = performance.now() - started;
  console.log(took);
  const { rows } = await database.admin.query('select count(*)::int as n from supabase_migrations.schema_migrations');
  expect(rows[0].n).toBeGreaterThan(0);
  await database.close();
});
test('the app logs in as a role that owns nothing and may only become a client role', async () => {
  const database = await createDatabase({ from: 'hosted' });
  const client = new Client({ connectionString: database.appUrl });
  await client.connect();
  await client.query('set role authenticated');
  await client.query('set role anon');
  await expect(client.query('set role service_role')).rejects.toThrow('permission denied');
  await client.end();
  await database.close();
});
