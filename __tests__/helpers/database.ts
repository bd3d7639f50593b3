import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { openDefaults } from '@/scripts/local/bootstrap';
import { applyMigrations, readMigrations } from '@/scripts/local/migrations';
import { withDatabase } from '@/scripts/local/throwaway';

export interface TestDatabase {
  name: string;
  /** The administrator: may do anything, skips every policy. */
  adminUrl: string;
  /** The app's own login, role `drawdown`: may only become anon or authenticated. */
  appUrl: string;
  admin: Pool;
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /**
   * `migrated` (the default) copies the migrated template; `empty` holds what a project holds before
   * its migrations; `hosted` is migrated from there with the open default privileges of a hosted project.
   */
  from?: 'migrated' | 'empty' | 'hosted';
  /** Only for a database that must have a certain name, as pg_cron's must. */
  name?: string;
}

const serverSchema = z.object({
  adminUrl: z.string(),
  template: z.string(),
  empty: z.string(),
  appPassword: z.string(),
});

/** A database of its own for a suite or a test, gone with `close()`. */
export async function createDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = serverSchema.parse(JSON.parse(process.env['DRAWDOWN_TEST_SERVER'] ?? '{}'));
  const { from = 'migrated', name = `drawdown_test_${randomBytes(6).toString('hex')}` } = options;
  const template = from === 'migrated' ? server.template : server.empty;

  await withClient(server.adminUrl, (client) =>
    client.query(`create database "${name}" template "${template}" strategy file_copy`),
  );
  const adminUrl = withDatabase(server.adminUrl, name);
  if (from === 'hosted') {
    await withClient(adminUrl, (client) => openDefaults(client));
    await applyMigrations(adminUrl, readMigrations(join('supabase', 'migrations')));
  }
  const appUrl = new URL(adminUrl);
  appUrl.username = 'drawdown';
  appUrl.password = server.appPassword;

  const admin = new Pool({ connectionString: adminUrl, max: 40 });
  // An idle connection that the server ends while the database is dropped is no failure of a test.
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  return {
    name,
    adminUrl,
    appUrl: appUrl.toString(),
    admin,
    async close() {
      await admin.end();
      await withClient(server.adminUrl, (client) => client.query(`drop database "${name}" with (force)`));
    },
  };
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // The server may stop while the connection is being closed: that is no failure of a test.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
