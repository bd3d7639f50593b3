import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../local/postgres-files';
import { StackProblem } from '../local/problem';
import type { ComposeService } from './compose';
import type { Stage } from './dockerfile';

export interface Image {
  folder: string;
  stage: Stage;
}

export interface EngineOptions {
  /** The volumes and what each container may write are below it. */
  folder: string;
  account: Account | null;
  /** What stands in the files for a place in a container, and what it is here: addresses, ports. */
  places: [inside: string, here: string][];
}

export interface Container {
  name: string;
  output(): string;
  exited: Promise<number>;
  isHealthy(): boolean;
  signal(signal: NodeJS.Signals): void;
}

/**
 * Runs what an image and a service of Compose say as a process of this machine: their files, their environment and
 * nothing of ours, as another user who can write only to the volumes. What it cannot show is the engine's own part:
 * images, networks, limits.
 */
export function runContainer(
  name: string,
  image: Image,
  service: Pick<ComposeService, 'command' | 'environment' | 'volumes' | 'healthcheck'>,
  options: EngineOptions,
): Container {
  const own = join(options.folder, `tmp-${name}`);
  mkdirSync(own, { recursive: true });
  const places: [string, string][] = [
    ['/tmp/', `${own}/`],
    ...service.volumes.map(({ source, target }): [string, string] => [
      target,
      join(options.folder, `volume-${source}`),
    ]),
    ...options.places,
  ];
  const here = (text: string) =>
    places.reduce((found, [inside, outside]) => found.replaceAll(inside, outside), text);
  const given = { ...image.stage.env, ...service.environment };
  const env: NodeJS.ProcessEnv = { NODE_ENV: 'production', PATH: process.env['PATH'], HOME: '/nonexistent' };
  for (const [variable, value] of Object.entries(given)) env[variable] = here(value ?? '');
  const place = { cwd: image.folder, env, ...(options.account ?? {}) };
  const [program = '', ...rest] = (service.command ?? image.stage.command).map(here);
  const child = spawn(program, rest, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = collect(child);
  const exited = new Promise<number>((settled) => {
    child.once('exit', (code, signal) => settled(code ?? (signal === 'SIGTERM' ? 143 : 137)));
    child.once('error', () => settled(127));
  });
  const wanted = service.healthcheck?.test;
  const test = Array.isArray(wanted) ? wanted.filter((word) => word !== 'CMD') : image.stage.healthcheck;
  const said = { check: '' };
  return {
    name,
    output: () => `${printed()}${said.check}`,
    exited,
    isHealthy: () => {
      const [checker = '', ...words] = test.map(here);
      const { status, stderr } = spawnSync(checker, words, { ...place, encoding: 'utf8' });
      said.check = stderr;
      return status === 0;
    },
    signal: (signal) => void child.kill(signal),
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  return () => text;
}

export async function finished(container: Container): Promise<void> {
  const code = await container.exited;
  if (code !== 0)
    throw new StackProblem(
      `The container ${container.name} ended with ${code}. It said:\n${container.output()}`,
    );
}

export async function healthy(container: Container, withinMs = 60_000): Promise<void> {
  let code: number | null = null;
  void container.exited.then((exit) => (code = exit));
  for (const deadline = Date.now() + withinMs; Date.now() < deadline && code === null;) {
    if (container.isHealthy()) return;
    await new Promise((settled) => setTimeout(settled, 200));
  }
  throw new StackProblem(
    `The container ${container.name} did not become healthy${code === null ? '' : `, it ended with ${code}`}. It said:\n${container.output()}`,
  );
}
