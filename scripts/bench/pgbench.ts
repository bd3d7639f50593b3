import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StackProblem } from '../local/problem';
import { percentile } from './statistics';

/** What one turn of load came to. Times in milliseconds. */
export interface Load {
  perSecond: number;
  p50: number;
  p99: number;
  worst: number;
}

export interface Turn {
  /** Connects to this database. */
  url: string;
  /** A script of pgbench's own language; left out, the built-in TPC-B. */
  script?: string;
  seconds: number;
  clients: number;
  /** Transactions a second that are asked for; left out, as many as there can be. */
  perSecond?: number;
}

const DEBIAN = '/usr/lib/postgresql';

/** The load generator of Postgres, which the embedded server comes without. */
export function locatePgbench(): string {
  const versions = listVersions().map((version) => join(DEBIAN, version, 'bin', 'pgbench'));
  const found = ['pgbench', ...versions].find((path) => spawnSync(path, ['--version']).status === 0);
  if (found) return found;
  throw new StackProblem(
    'These rows need pgbench, which comes with Postgres: on Debian, "apt-get install postgresql-15".',
  );
}

function listVersions(): string[] {
  try {
    return readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  } catch {
    return [];
  }
}

/** Runs a turn of load and reads every transaction's latency from the logs that pgbench writes. */
export async function runPgbench(turn: Turn): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  try {
    const log = join(folder, 'log');
    const output = await pgbench(turn.url, [
      ...[
        '--no-vacuum',
        '--protocol=prepared',
        `--client=${turn.clients}`,
        `--jobs=${Math.min(2, turn.clients)}`,
      ],
      ...['--time', String(turn.seconds), '--log', `--log-prefix=${log}`],
      ...(turn.perSecond ? [`--rate=${turn.perSecond}`] : []),
      ...(turn.script ? [`--file=${writeScript(folder, turn.script)}`] : []),
    ]);
    const failed = Number(/number of failed transactions: (\d+)/.exec(output)?.[1] ?? 0);
    const perSecond = Number(/^tps = ([\d.]+)/m.exec(output)?.[1]);
    if (failed > 0 || !(perSecond > 0)) throw new Error(`pgbench did not measure anything:\n${output}`);
    // Each line: client, number, microseconds, …
    const latencies = readdirSync(folder)
      .filter((file) => file.startsWith('log.'))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
      .map((line) => Number(line.split(' ')[2]) / 1000);
    return {
      perSecond,
      p50: percentile(latencies, 50),
      p99: percentile(latencies, 99),
      worst: percentile(latencies, 100),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tables of TPC-B, twenty branches of them. */
export async function prepareTpcB(url: string): Promise<void> {
  await pgbench(url, ['--initialize', '--quiet', '--scale=20']);
}

function writeScript(folder: string, script: string): string {
  const file = join(folder, 'script.sql');
  writeFileSync(file, script);
  return file;
}

async function pgbench(url: string, options: string[]): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(password) };
  const { stdout, stderr } = await promisify(execFile)(
    locatePgbench(),
    [...options, `--host=${hostname}`, `--port=${port}`, `--username=${username}`, pathname.slice(1)],
    { env, maxBuffer: 1 << 28 },
  );
  return stdout + stderr;
}
