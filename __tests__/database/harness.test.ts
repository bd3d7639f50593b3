import { setImmediate as nextTurn } from 'node:timers/promises';
import { createClient } from '@supabase/supabase-js';
import { Client } from 'pg';
import { createDatabase, type TestDatabase } from '../helpers/database';
import { startLite } from '../helpers/lite';
import { until } from '../helpers/waiting';

const count = async (database: TestDatabase, table: string) =>
  Number((await database.admin.query(`select count(*) from ${table}`)).rows[0].count);

describe('the test harness', () => {
  test.each(['migrated', 'hosted'] as const)(
    'gives a %s database with every migration applied',
    async (from) => {
      const database = await createDatabase({ from });
      expect(await count(database, 'supabase_migrations.schema_migrations')).toBeGreaterThan(0);
      await database.close();
    },
  );

  test('gives databases that share nothing', async () => {
    const [one, other] = await Promise.all([
      createDatabase({ from: 'empty' }),
      createDatabase({ from: 'empty' }),
    ]);
    await one.admin.query('create table public.only_here ()');
    const { rows } = await other.admin.query("select to_regclass('public.only_here') as found");
    expect(rows).toEqual([{ found: null }]);
    await Promise.all([one.close(), other.close()]);
  });

  test("lets the app's login become a client role and nothing else", async () => {
    const database = await createDatabase({ from: 'empty' });
    const client = new Client({ connectionString: database.appUrl });
    await client.connect();
    await client.query('set role authenticated');
    await client.query('set role anon');
    await expect(client.query('set role service_role')).rejects.toThrow('permission denied');
    await expect(client.query('set role postgres')).rejects.toThrow('permission denied');
    await client.end();
    await database.close();
  });

  test('puts Supabase Auth in front of a database, and shows the mails it would send', async () => {
    const database = await createDatabase();
    const lite = await startLite(database);
    const supabase = createClient(lite.url, lite.publishableKey, { auth: { persistSession: false } });
    const email = 'someone@example.test';
    const { data, error } = await supabase.auth.signUp({ email, password: 'a-long-password' });
    expect(error).toBeNull();
    expect(data.session?.access_token).toBeTruthy();
    await supabase.auth.resetPasswordForEmail(email);
    // Lite writes the mail to its output, which may come after its answer.
    await until('the mail is there', async () => {
      await nextTurn();
      return lite.mails.length > 0;
    });
    expect(lite.mails).toEqual([
      {
        to: email,
        subject: 'Reset Your Password',
        code: expect.stringMatching(/^\d{6}$/),
        path: expect.stringMatching(/^\/auth\/confirm\?token_hash=\w+&type=recovery$/),
      },
    ]);
    await lite.stop();
    await database.close();
  });
});
