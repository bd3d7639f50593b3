import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Service {
  name: string;
  pid: number;
  /** Settles when the process has ended, however it ended. */
  exited: Promise<void>;
  hasExited(): boolean;
  stop(): Promise<void>;
  kill(): void;
}

export interface ServiceOptions {
  name: string;
  command: string;
  arguments: string[];
  env: NodeJS.ProcessEnv;
  folder?: string;
  /** Where output goes: a file, a function of each line, or else this terminal. */
  logFile?: string;
  onLine?: (line: string) => void;
  account?: { uid: number; gid: number } | null;
  /** Only for a Node program: it ends by itself when this process does, even when this one is killed. */
  endsWithParent?: boolean;
}

const LONGEST_LOG = 5_000_000;

/** For a Node program started with an IPC channel: that closes when this process ends, even when it is killed. */
export const END_WITH_PARENT = [
  '--import',
  // Unreferenced, the channel does not keep a program alive that has come to its end.
  "data:text/javascript,process.once('disconnect',()=>process.exit());process.channel.unref()",
];

/**
 * Starts a process in a group of its own: the terminal's Ctrl-C then reaches only this stack's
 * script, which stops its services in order instead of all at once.
 */
export function startService(options: ServiceOptions): Service {
  const log = options.logFile ? openLog(options.logFile) : null;
  const output = log ?? (options.onLine ? 'pipe' : 'inherit');
  const extra = options.endsWithParent ? END_WITH_PARENT : [];
  const child = spawn(options.command, [...extra, ...options.arguments], {
    cwd: options.folder ?? process.cwd(),
    env: options.env,
    stdio: options.endsWithParent ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
    detached: process.platform !== 'win32',
    ...(options.account ?? {}),
  });
  if (log !== null) closeSync(log);
  if (options.onLine) {
    readLines(child.stdout, options.onLine);
    readLines(child.stderr, options.onLine);
  }
  return asService(child, options.name);
}

function asService(child: ChildProcess, name: string): Service {
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    const settle = () => {
      ended = true;
      resolve();
    };
    child.once('exit', settle);
    child.once('error', settle);
  });
  const pid = child.pid ?? -1;
  return {
    name,
    pid,
    exited,
    hasExited: () => ended,
    kill: () => signalGroup(pid, 'SIGKILL'),
    async stop() {
      if (ended) return;
      signalGroup(pid, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), 10_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** What an earlier run said stays, since it may say why that one ended; but not for ever. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  const isLong = existsSync(file) && statSync(file).size > LONGEST_LOG;
  return openSync(file, isLong ? 'w' : 'a', 0o600);
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

/** Signals a process and whatever it started; a process that is gone already is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 1) return;
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // No such group, or no such process: try the next, or there is nothing left to do.
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie answers signals, but runs no more.
    return !/^\S+ \(.*\) Z/.test(readOrEmpty(`/proc/${pid}/stat`));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Tells a process apart from a later one that got the same id: the id with the time it started.
 * Null when there is no such process.
 */
export function processIdentity(pid: number): string | null {
  if (!isAlive(pid)) return null;
  const fields = readOrEmpty(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  const started = fields[19] ?? ps(pid, 'lstart=');
  return `${pid} ${readOrEmpty('/proc/sys/kernel/random/boot_id').trim()} ${started}`;
}

/** The command line of a running process; empty when it cannot be read. */
export function commandOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() || ps(pid, 'command=');
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return '';
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Waits until a process is gone; false when it is still there after the time given. */
export async function waitForEnd(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

export function lastLines(file: string, count = 12): string {
  if (!existsSync(file)) return '(nothing)';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
