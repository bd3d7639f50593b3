import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locatePostgres, reachableFolder } from './postgres-files';
import { databaseUrl } from './postgres';
import { StackProblem } from './problem';
import { readSecrets } from './secrets';
import { readSettings } from './settings';

/** The administrator's connection: the one that is named, or that of the local stack while it runs. */
export function adminUrl(home: string): string {
  const named = readSettings('production')['ADMIN_DATABASE_URL']?.trim();
  if (named) return named;
  const file = join(reachableFolder(home, locatePostgres().account), 'postgres', 'postmaster.pid');
  // Its fourth line is the port: https://www.postgresql.org/docs/17/storage-file-layout.html
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[3]) : 0;
  if (!port) {
    throw new StackProblem(
      'No database to look at: start the local stack with "npm run dev", or name an administrator\'s connection in ADMIN_DATABASE_URL.',
    );
  }
  return databaseUrl({
    user: 'postgres',
    password: readSecrets(home).postgresPassword,
    port,
    database: 'postgres',
  });
}
