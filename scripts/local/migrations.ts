import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { StackProblem } from './problem';

export interface Migration {
  version: string;
  name: string;
  file: string;
  sql: string;
}

/** The files of a migrations folder in the order of their versions, named as the Supabase CLI names them. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
      if (version === undefined || name === undefined) return [];
      return [{ version, name, file, sql: readFileSync(join(folder, file), 'utf8') }];
    });
}

/** Applies what is missing, each file in a transaction, and answers with the names of what it applied. */
export async function applyMigrations(adminUrl: string, migrations: Migration[]): Promise<string[]> {
  return withClient(adminUrl, async (client) => {
    await client.query(HISTORY);
    const recorded = await client.query<{ version: string; statements: string[] | null }>(
      'select version, statements from supabase_migrations.schema_migrations',
    );
    const history = new Map(recorded.rows.map((row) => [row.version, row.statements ?? []]));
    refuseChangedHistory(migrations, history);
    const missing = migrations.filter((migration) => !history.has(migration.version));
    for (const migration of missing) await applyMigration(client, migration);
    return missing.map((migration) => migration.file);
  });
}

async function applyMigration(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  await runFile(client, migration.file, migration.sql);
  await client.query(
    'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
    [migration.version, migration.name, [migration.sql]],
  );
  await client.query('commit');
}

/** Sample data, once: recorded as the Supabase CLI records it. */
export async function applySeed(adminUrl: string, file: string): Promise<'none' | 'added' | 'kept'> {
  if (!existsSync(file)) return 'none';
  const sql = readFileSync(file, 'utf8');
  return withClient(adminUrl, async (client) => {
    await client.query(SEEDS);
    const seeded = await client.query('select from supabase_migrations.seed_files');
    if (seeded.rowCount) return 'kept';
    await runFile(client, 'seed.sql', sql);
    await client.query('insert into supabase_migrations.seed_files (path, hash) values ($1, $2)', [
      'supabase/seed.sql',
      createHash('sha256').update(sql).digest('hex'),
    ]);
    return 'added';
  });
}

/** A changed file cannot be applied over what its earlier text made; saying so beats guessing. */
export function refuseChangedHistory(migrations: Migration[], history: ReadonlyMap<string, string[]>): void {
  const files = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const [version, statements] of history) {
    const migration = files.get(version);
    if (migration && sameStatements(migration.sql, statements)) continue;
    const what = migration ? `${migration.file} has changed` : `migration ${version} is gone`;
    throw new StackProblem(
      `The schema has changed since this database was made (${what}). Run "npm run reset" to start afresh; ` +
        'that drops what the local database holds.',
    );
  }
}

// The Supabase CLI records one statement an element and drops what separates them.
function sameStatements(sql: string, statements: string[]): boolean {
  const bare = (text: string) => text.replaceAll(/[\s;]+/g, '');
  return bare(sql) === bare(statements.join(';'));
}

async function runFile(client: Client, file: string, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    if (error instanceof DatabaseError) throw new StackProblem(explain(file, sql, error));
    throw error;
  }
}

/** Postgres counts characters; a person needs the line. */
export function explain(file: string, sql: string, error: DatabaseError): string {
  const position = Number(error.position);
  const line = position
    ? [...sql]
        .slice(0, position - 1)
        .join('')
        .split('\n').length
    : null;
  const source = line ? sql.split('\n')[line - 1]?.trim() : error.internalQuery;
  const parts = [
    `${file}${line ? `, line ${line}` : ''}: ${error.message}`,
    source && `    ${source}`,
    error.detail && `  detail: ${error.detail}`,
    error.hint && `  hint: ${error.hint}`,
    error.where && `  where: ${error.where}`,
  ];
  return parts.filter(Boolean).join('\n');
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const HISTORY = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (
  version text primary key, statements text[], name text
);`;

const SEEDS = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null);`;
