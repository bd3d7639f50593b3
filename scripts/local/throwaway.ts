import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { bootstrap } from './bootstrap';
import { applyMigrations, readMigrations } from './migrations';
import { anyFreePort } from './ports';
import { endEarlierServer, initialiseDataFolder, startPostgres } from './postgres';
import { locatePostgres, reachableFolder } from './postgres-files';
import { isAlive } from './processes';

export interface ThrowawayServer {
  /** The administrator's URL of a migrated database that nobody else uses. */
  adminUrl: string;
  /** Databases to copy: `template` is migrated, `empty` is what a project holds before its migrations. */
  template: string;
  empty: string;
  appPassword: string;
  stop(): Promise<void>;
}

const FOLDER_PREFIX = 'drawdown-postgres-';

/** Losing the data of a test run is fine; waiting for its disk is not. */
export const THROWAWAY_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '256MB',
  max_connections: '200',
  autovacuum: 'off',
  max_wal_size: '2GB',
  log_min_messages: 'warning',
};

/**
 * A migrated database for as long as a test run or a trial takes: on the server that `existingUrl`
 * names, or on one of its own in a temporary folder.
 */
export async function startThrowawayServer(
  options: { existingUrl?: string | undefined; migrations?: string; settings?: Record<string, string> } = {},
): Promise<ThrowawayServer> {
  const server = options.existingUrl
    ? { url: options.existingUrl, stop: async () => undefined }
    : await startTemporaryPostgres(options.settings ?? THROWAWAY_SETTINGS);
  const suffix = `${process.pid}_${randomBytes(3).toString('hex')}`;
  const names = [
    `drawdown_empty_${suffix}`,
    `drawdown_template_${suffix}`,
    `drawdown_scratch_${suffix}`,
  ] as const;
  const [empty, template, scratch] = names;
  // The same for every run on a server: roles are shared by all of its databases.
  const appPassword = createHash('sha256').update(`drawdown ${server.url}`).digest('hex').slice(0, 32);
  const urlOf = (database: string) => withDatabase(server.url, database);

  const stop = async () => {
    if (options.existingUrl)
      for (const name of names) await run(server.url, `drop database if exists ${name} with (force)`);
    await server.stop();
  };
  try {
    await run(server.url, `create database ${empty}`);
    await bootstrap(urlOf(empty), { appPassword });
    await run(server.url, `create database ${template} template ${empty}`);
    await applyMigrations(
      urlOf(template),
      readMigrations(options.migrations ?? join('supabase', 'migrations')),
    );
    await run(server.url, `create database ${scratch} template ${template}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl: urlOf(scratch), template, empty, appPassword, stop };
}

/** A Postgres in a temporary folder, gone when it is stopped. */
export async function startTemporaryPostgres(settings: Record<string, string>) {
  const files = locatePostgres();
  const parent = reachableFolder(tmpdir(), files.account);
  await removeLeftovers(parent);
  const folder = mkdtempSync(join(parent, `${FOLDER_PREFIX}${process.pid}-`));
  // Postgres's own account passes through on its way to the data.
  if (files.account) chmodSync(folder, 0o711);
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    const data = { files, dataFolder: join(folder, 'data'), password: randomBytes(18).toString('base64url') };
    initialiseDataFolder(data);
    const port = await anyFreePort();
    const logFile = join(folder, 'postgres.log');
    const postgres = await startPostgres({ ...data, port, logFile, settings });
    return {
      url: postgres.url,
      stop: async () => {
        await postgres.stop();
        discard();
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}

/** What a killed run of this account left behind: its server is ended, its files are removed. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const [, owner] = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name) ?? [];
    const folder = join(parent, name);
    if (owner === undefined || isAlive(Number(owner))) continue;
    // Another run may be removing it at this moment.
    if (lstatSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    await endEarlierServer(join(folder, 'data'));
    rmSync(folder, { recursive: true, force: true });
  }
}

export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.toString();
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
