import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StackProblem } from './problem';
import { startService, type Service } from './processes';

export type Mode = 'development' | 'production';

export interface AppOptions {
  mode: Mode;
  port: number;
  host: string;
  env: Record<string, string | undefined>;
  onSpawn(service: Service): void;
}

/** Starts Next and waits until it answers. What it prints before that is shown only if it fails. */
export async function startApp(options: AppOptions): Promise<Service> {
  const early: string[] = [];
  let isUp = false;
  const service = startService({
    name: 'Next.js',
    command: process.execPath,
    arguments: options.mode === 'development' ? developmentServer(options) : productionServer(),
    env: {
      ...options.env,
      NODE_ENV: options.mode,
      PORT: String(options.port),
      HOSTNAME: options.host,
      NEXT_TELEMETRY_DISABLED: '1',
      ...(process.stdout.isTTY && !process.env['NO_COLOR'] ? { FORCE_COLOR: '1' } : {}),
    },
    onLine: (line) => (isUp ? console.log(line) : early.push(line)),
  });
  options.onSpawn(service);
  const deadline = Date.now() + 120_000;
  while (!isUp && !service.hasExited() && Date.now() < deadline) {
    isUp = await answers(options.port);
    if (!isUp) await new Promise((settled) => setTimeout(settled, 50));
  }
  if (isUp) return service;
  await service.stop();
  throw new StackProblem(`Next.js did not start. It said:\n${early.join('\n').trim()}`);
}

/** Listening is not enough: the server checks its environment between that and its first answer. */
async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/_next/static/none`).catch(() => null);
  return answer !== null;
}

function developmentServer({ port, host }: AppOptions): string[] {
  return [
    resolve('node_modules', 'next', 'dist', 'bin', 'next'),
    'dev',
    '--port',
    String(port),
    '--hostname',
    host,
  ];
}

/** The standalone server leaves the static files to a CDN; here it serves them itself. */
function productionServer(): string[] {
  const folder = resolve('.next', 'standalone');
  const server = join(folder, 'server.js');
  if (!existsSync(server))
    throw new StackProblem('There is no production build yet. Run "npm run build" first.');
  cpSync(join('.next', 'static'), join(folder, '.next', 'static'), { recursive: true });
  if (existsSync('public')) cpSync('public', join(folder, 'public'), { recursive: true });
  return [server];
}
