import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { binary, makeDataFolder, type PostgresFiles } from './postgres-files';
import {
  commandOf,
  isAlive,
  lastLines,
  signalGroup,
  startService,
  waitForEnd,
  type Service,
} from './processes';
import { StackProblem } from './problem';

const MAJOR_VERSION = '17';
const START_AFRESH = 'Run "npm run reset" to start afresh.';

export interface DataFolder {
  files: PostgresFiles;
  dataFolder: string;
  /** The administrator's, `postgres`. */
  password: string;
}

export interface PostgresOptions extends DataFolder {
  port: number;
  logFile: string;
  settings: Record<string, string>;
  onSpawn?: (service: Service) => void;
}

export interface RunningPostgres extends Service {
  /** The administrator's URL of the database `postgres`. */
  url: string;
}

const environment: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C' };

/** Makes the data folder, whole or not at all: a killed run never leaves one that looks ready. */
export function initialiseDataFolder(options: DataFolder): void {
  const { dataFolder, files, password } = options;
  if (existsSync(dataFolder)) return checkDataFolder(options);
  const partial = `${dataFolder}.partial`;
  const passwordFile = `${dataFolder}.password`;
  rmSync(partial, { recursive: true, force: true });
  makeDataFolder(partial, files.account);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (files.account) chownSync(passwordFile, files.account.uid, files.account.gid);
  try {
    runInitdb(files, partial, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, dataFolder);
}

function checkDataFolder({ dataFolder, files }: DataFolder): void {
  const versionFile = join(dataFolder, 'PG_VERSION');
  const isOurs = statSync(dataFolder).uid === (files.account?.uid ?? process.getuid?.() ?? 0);
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : null;
  if (version === null && (isOurs || files.account)) {
    throw new StackProblem(`${dataFolder} holds no database. ${START_AFRESH}`);
  }
  if (!isOurs) {
    throw new StackProblem(
      `${dataFolder} belongs to another account. Run this as the user who made it, or remove that folder.`,
    );
  }
  if (version === MAJOR_VERSION) return;
  throw new StackProblem(
    `${dataFolder} was made by Postgres ${version}; this is ${MAJOR_VERSION}. ${START_AFRESH}`,
  );
}

function runInitdb(files: PostgresFiles, folder: string, passwordFile: string): void {
  let reason = '';
  // C.UTF-8 is missing on older macOS and on Windows; with C, text sorts the same way.
  for (const locale of ['C.UTF-8', 'C']) {
    const result = spawnSync(
      binary(files, 'initdb'),
      // prettier-ignore
      ['-D', folder, '-U', 'postgres', '-E', 'UTF8', `--locale=${locale}`, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      { ...files.account, cwd: files.account ? '/' : dirname(folder), env: environment, encoding: 'utf8' },
    );
    if (result.status === 0) return;
    reason ||= result.error?.message ?? result.stderr;
  }
  throw new StackProblem(`Postgres could not create its data folder:\n${reason.trim()}`);
}

export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataFolder, files, port, password, logFile } = options;
  await endEarlierServer(dataFolder);
  const settings = Object.entries({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...options.settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const service = startService({
    name: 'Postgres',
    command: binary(files, 'postgres'),
    arguments: ['-D', dataFolder, ...settings],
    env: environment,
    folder: files.account ? '/' : dirname(dataFolder),
    logFile,
    account: files.account,
  });
  const url = databaseUrl({ user: 'postgres', password, port, database: 'postgres' });
  const postgres = { ...service, url, stop: () => stopServer(service, files, dataFolder) };
  options.onSpawn?.(postgres);
  try {
    await waitUntilReady(service, url, logFile);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return postgres;
}

async function waitUntilReady(service: Service, url: string, logFile: string): Promise<void> {
  // After a crash the server replays its log first: a slow start is not a failed one.
  const deadline = Date.now() + 120_000;
  while (!service.hasExited() && Date.now() < deadline) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      return;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        throw new StackProblem(`The stored password does not open the local database. ${START_AFRESH}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new StackProblem(`Postgres did not start. It said:\n${lastLines(logFile)}`);
}

/** A fast shutdown: open transactions are rolled back, everything committed is written. */
async function stopServer(service: Service, files: PostgresFiles, dataFolder: string): Promise<void> {
  if (service.hasExited()) return;
  if (process.platform === 'win32') {
    spawnSync(binary(files, 'pg_ctl'), ['stop', '-D', dataFolder, '-m', 'fast', '-w']);
  } else {
    // To the postmaster alone: it ends its own children in order.
    process.kill(service.pid, 'SIGINT');
  }
  const timer = setTimeout(() => service.kill(), 30_000);
  await service.exited;
  clearTimeout(timer);
}

/** Ends a server that a killed run left behind on this data folder; never one of somebody else. */
export async function endEarlierServer(dataFolder: string): Promise<void> {
  const file = join(dataFolder, 'postmaster.pid');
  const pid = existsSync(file) ? parsePostmasterPid(readFileSync(file, 'utf8')) : null;
  if (pid === null || !isAlive(pid)) return;
  if (!isServerOf(commandOf(pid), dataFolder)) {
    // The process id now belongs to another program; Postgres itself would take that for a live server.
    rmSync(file);
    return;
  }
  process.kill(pid, 'SIGINT');
  if (await waitForEnd(pid, 20_000)) return;
  signalGroup(pid, 'SIGKILL');
  await waitForEnd(pid, 5_000);
}

/** The first line of postmaster.pid is the server's process id; a damaged file names none. */
export function parsePostmasterPid(text: string): number | null {
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/** Whether a command line is that of a Postgres server on this data folder. */
export function isServerOf(command: string, dataFolder: string): boolean {
  return /postgres(\.exe)?\s/.test(command) && `${command} `.includes(` -D ${dataFolder} `);
}

export function databaseUrl(parts: {
  user: string;
  password: string;
  port: number;
  database: string;
}): string {
  const { user, password, port, database } = parts;
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
