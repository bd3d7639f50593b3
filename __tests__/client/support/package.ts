import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const source = join('packages', 'client');

export interface Installed {
  /** The packed tarball. */
  tarball: string;
  /** A project that has it in its node_modules, and nothing else. */
  project: string;
  /** Where it is in there. */
  folder: string;
  remove(): void;
}

/** Builds, packs and installs the client as a user would get it, far from the source. */
export async function installedClient(): Promise<Installed> {
  const root = mkdtempSync(join(tmpdir(), 'drawdown-client-'));
  const packed = join(root, 'packed');
  const folder = join(root, 'project', 'node_modules', '@drawdown', 'client');
  mkdirSync(packed);
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    copyFileSync(join(source, name), join(packed, name));
  }
  const tsdown = resolve('node_modules', 'tsdown', 'dist', 'run.mjs');
  await run(process.execPath, [tsdown, '--out-dir', join(packed, 'dist')], { cwd: source });
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', root], {
    cwd: packed,
  });
  const tarball = join(root, stdout.trim());
  await run('tar', ['-xzf', tarball, '--strip-components', '1', '-C', folder]);
  return {
    tarball,
    project: join(root, 'project'),
    folder,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function write(installed: Installed, name: string, text: string): string {
  const file = join(installed.project, name);
  writeFileSync(file, text);
  return file;
}

/** Runs a program of that project to its end. */
export async function output(installed: Installed, name: string, text: string): Promise<string> {
  const { stdout } = await run(process.execPath, [write(installed, name, text)], { cwd: installed.project });
  return stdout;
}

/** Starts a program of that project, and waits until it says that it is ready. */
export function started(installed: Installed, name: string, text: string): Promise<Running> {
  const child = spawn(process.execPath, [write(installed, name, text)], { cwd: installed.project });
  let said = '';
  child.stderr.pipe(process.stderr);
  return new Promise((ready, failed) => {
    const ended = new Promise<Ended>((done) =>
      child.once('close', (code, signal) => done({ code, signal, said })),
    );
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('ready')) ready({ child, ended });
    });
    void ended.then(() => failed(new Error(`it ended before it was ready: ${said}`)));
  });
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  said: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
}
