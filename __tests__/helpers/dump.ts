import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { locatePostgres } from '@/scripts/local/postgres-files';
import { withDatabase } from '@/scripts/local/throwaway';
import type { TestDatabase } from './database';

const execute = promisify(execFile);

/** A copy of a database as docs/operations/backup.md makes it: dumped, and restored beside the original. */
export async function dumpAndRestore(database: TestDatabase): Promise<TestDatabase> {
  const program = (name: string) => join(locatePostgres().binaries, 'bin', name);
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-dump-'));
  const file = join(folder, 'drawdown.dump');
  const name = `${database.name}_restored`;
  const adminUrl = withDatabase(database.adminUrl, name);
  try {
    await execute(program('pg_dump'), ['-Fc', '-f', file, database.adminUrl]);
    await database.admin.query(`create database "${name}"`);
    await execute(program('pg_restore'), ['--exit-on-error', '-d', adminUrl, file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const admin = new Pool({ connectionString: adminUrl, max: 10 });
  // An idle connection that the server ends while the database is dropped is no failure of a test.
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  return {
    name,
    adminUrl,
    appUrl: withDatabase(database.appUrl, name),
    admin,
    async close() {
      await admin.end();
      await database.admin.query(`drop database "${name}" with (force)`);
    },
  };
}
