import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startApp } from './app';
import { locatePostgres, reachableFolder } from './postgres-files';
import { anyFreePort } from './ports';
import { StackProblem } from './problem';
import { isAlive, signalGroup, type Service } from './processes';
import { claimRun } from './run-lock';
import { prepareHome, startStack, type LocalStack, type Progress } from './stack';

export interface ProductionStack extends Pick<LocalStack, 'env' | 'adminUrl' | 'demo'> {
  appUrl: string;
  /** Postgres, Lite and Next, to be killed by those who test that nothing is lost. */
  services: Service[];
  /** Lite's output, with the mails in it. */
  mailLog: string;
  stop(): Promise<void>;
}

const FOLDER_PREFIX = 'drawdown-stack-';

/** The production build on a local stack with fresh data, for as long as a test or a bench takes. */
export async function startProduction(
  progress: Progress,
  environment: Record<string, string> = {},
): Promise<ProductionStack> {
  buildIfStale();
  const parent = reachableFolder(tmpdir(), locatePostgres().account);
  await removeLeftovers(parent);
  const home = prepareHome(mkdtempSync(join(parent, `${FOLDER_PREFIX}${process.pid}-`)));
  const lock = await claimRun(home, () => undefined);
  const services: Service[] = [];
  process.on('exit', () => services.forEach((service) => signalGroup(service.pid, 'SIGINT')));
  const onSpawn = (service: Service) => {
    services.push(service);
    lock.add(service);
  };
  let stack: LocalStack | null = null;
  const stop = async () => {
    await services.find((service) => service.name === 'Next.js')?.stop();
    await stack?.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const port = await anyFreePort();
    const appUrl = `http://localhost:${port}`;
    stack = await startStack({
      home,
      appUrl,
      progress,
      onSpawn,
      pickPort: anyFreePort,
      onMail: () => undefined,
    });
    const env = { ...process.env, ...stack.env, ...environment };
    await progress.step('Next.js', async () => ({
      result: await startApp({ mode: 'production', port, host: '127.0.0.1', env, onSpawn }),
    }));
    const { adminUrl, demo } = stack;
    return {
      env: stack.env,
      adminUrl,
      demo,
      appUrl,
      services,
      mailLog: join(home, 'logs', 'lite.log'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a killed run of this account left behind: its processes are ended, its files are removed. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const [, owner] = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name) ?? [];
    const folder = join(parent, name);
    if (owner === undefined || isAlive(Number(owner))) continue;
    if (statSync(folder).uid !== process.getuid?.()) continue;
    await claimRun(folder, () => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
];

/** Builds unless what is built is younger than everything it is made from. */
function buildIfStale(): void {
  const built = join('.next', 'BUILD_ID');
  if (existsSync(built) && Math.max(...SOURCES.map(newest)) < statSync(built).mtimeMs) return;
  console.log('  Building first: the sources are younger than the last build.');
  const next = resolve('node_modules', 'next', 'dist', 'bin', 'next');
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const build = spawnSync(process.execPath, [next, 'build'], { stdio: 'inherit', env });
  if (build.status !== 0) throw new StackProblem('The build failed; the reason is above.');
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
