import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { bootstrap } from './bootstrap';
import { startJobRunner } from './jobs';
import { startWebhookDeliverer } from './webhooks';
import { keepUp } from './keep-up';
import { startLite } from './lite';
import type { CapturedMail } from './mail';
import { applyMigrations, applySeed, readMigrations } from './migrations';
import { choosePort, portNote } from './ports';
import { databaseUrl, initialiseDataFolder, startPostgres } from './postgres';
import { locatePostgres, reachableFolder } from './postgres-files';
import type { Service } from './processes';
import { readSecrets, storeSecrets, type Secrets } from './secrets';

export interface Progress {
  step<T>(title: string, work: () => Promise<{ result: T; note?: string }>): Promise<T>;
  line(text: string): void;
}

export interface StackOptions {
  /** The folder of everything that this machine keeps: data, secrets, logs. */
  home: string;
  appUrl: string;
  progress: Progress;
  onMail(mail: CapturedMail): void;
  /** The port for a part of the stack, given the usual one. */
  pickPort?: (usual: number) => Promise<number>;
  /** Called as each process starts, so that none is forgotten whatever happens next. */
  onSpawn(service: Service): void;
}

export interface LocalStack {
  /** What the app needs in its environment. */
  env: Record<string, string>;
  adminUrl: string;
  apiUrl: string;
  demo: { hasUser: boolean; apiKey: string | null };
  /** Settles when a part has ended for good, with that part. */
  ended: Promise<Service>;
  stop(): Promise<void>;
}

export const DEMO = { email: 'demo@drawdown.test', password: 'drawdown-demo' };
/** Signs in to the portal with the same password. */
export const DEMO_CUSTOMER = 'customer@drawdown.test';

const PORTS = { api: 54321, postgres: 54322 };

/** Durable as in production: a confirmed write survives the loss of power. */
export const SETTINGS = {
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Brings up Postgres, the schema, Lite and the jobs, in the order in which they need each other. */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const { home, progress } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const secrets = readSecrets(home);
    const postgres = await progress.step('Postgres', () => bringUpPostgres(secrets, options));
    stops.push(() => postgres.stop());
    await progress.step('Schema', () => migrate(postgres.url, secrets));
    await progress.step('Sample data', async () => {
      const note = await applySeed(postgres.url, join('supabase', 'seed.sql'));
      return { result: undefined, note };
    });
    const lite = await progress.step('Supabase Lite', () => bringUpLite(postgres.url, secrets, options));
    stops.push(() => lite.stop());
    const jobs = await progress.step('Jobs', async () => {
      const runner = await startJobRunner(postgres.url, (line) => progress.line(line));
      return {
        result: runner,
        note: runner.scheduler === 'pg_cron' ? 'run by pg_cron' : runner.jobs.join(', '),
      };
    });
    stops.push(() => jobs.stop());
    const webhooks = startWebhookDeliverer(postgres.url, (line) => progress.line(line));
    stops.push(() => webhooks.stop());
    const demo = await prepareDemo(postgres.url, home, secrets);
    const port = Number(new URL(postgres.url).port);
    return {
      env: {
        SUPABASE_URL: lite.url,
        SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
        SUPABASE_JWT_SECRET: secrets.jwtSecret,
        DATABASE_URL: databaseUrl({
          user: 'drawdown',
          password: secrets.appPassword,
          port,
          database: 'postgres',
        }),
        APP_URL: options.appUrl,
        // All who sign up on this machine come from one address: journeys and trials are not an attack.
        // A line for each request would bury what the terminal is to say.
        LOG_LEVEL: process.env['LOG_LEVEL']?.trim() || 'warn',
        RATE_LIMIT_PER_ADDRESS: process.env['RATE_LIMIT_PER_ADDRESS'] ?? '10000/60',
        RATE_LIMIT_SIGN_UP: process.env['RATE_LIMIT_SIGN_UP'] ?? '10000/3600',
      },
      adminUrl: postgres.url,
      apiUrl: lite.url,
      demo,
      ended: Promise.race([postgres, lite].map((service) => service.exited.then(() => service))),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function prepareHome(home: string): string {
  const folder = resolve(home);
  mkdirSync(join(folder, 'logs'), { recursive: true });
  // Postgres's own account passes through here on its way to the data, whatever the umask.
  if (process.getuid?.() === 0) chmodSync(folder, 0o755);
  return folder;
}

async function bringUpPostgres(secrets: Secrets, options: StackOptions) {
  const { home, progress, onSpawn, pickPort = choosePort } = options;
  const files = locatePostgres();
  const dataFolder = join(reachableFolder(home, files.account), 'postgres');
  const data = { files, dataFolder, password: secrets.postgresPassword };
  initialiseDataFolder(data);
  const port = await pickPort(PORTS.postgres);
  const logFile = join(home, 'logs', 'postgres.log');
  const start = () => startPostgres({ ...data, port, logFile, settings: SETTINGS, onSpawn });
  const result = await keepUp(start, progress.line);
  if (!dataFolder.startsWith(home)) {
    progress.line(
      `Postgres does not run as root, and no other account can read this folder: its data is in ${dataFolder}.`,
    );
  }
  return { result, note: portNote(port, options.pickPort ? null : PORTS.postgres) };
}

async function migrate(adminUrl: string, secrets: Secrets) {
  await bootstrap(adminUrl, { appPassword: secrets.appPassword });
  const migrations = readMigrations(join('supabase', 'migrations'));
  const applied = await applyMigrations(adminUrl, migrations);
  const note = applied.length
    ? `${applied.length} migrations applied`
    : `up to date, ${migrations.length} migrations`;
  return { result: undefined, note };
}

async function bringUpLite(adminUrl: string, secrets: Secrets, options: StackOptions) {
  const { pickPort = choosePort } = options;
  const port = await pickPort(PORTS.api);
  const start = () =>
    startLite({
      databaseUrl: adminUrl,
      port,
      siteUrl: options.appUrl,
      jwtSecret: secrets.jwtSecret,
      publishableKey: secrets.publishableKey,
      secretKey: secrets.secretKey,
      configFile: join(options.home, 'lite.toml'),
      logFile: join(options.home, 'logs', 'lite.log'),
      onMail: options.onMail,
      onSpawn: options.onSpawn,
    });
  const result = await keepUp(start, options.progress.line);
  return { result, note: `Auth, REST and Studio ${portNote(port, options.pickPort ? null : PORTS.api)}` };
}

/** A sign-in and a key to begin with, where the sample data has them. */
export async function prepareDemo(
  adminUrl: string,
  home: string,
  secrets: Secrets,
): Promise<LocalStack['demo']> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const user = await client.query('select from auth.users where email = $1', [DEMO.email]);
    if (!user.rowCount) return { hasUser: false, apiKey: null };
    if (!secrets.demoApiKey) {
      const maker = await client.query("select to_regprocedure('private.create_demo_api_key()') as found");
      if (!maker.rows[0]?.found) return { hasUser: true, apiKey: null };
      const made = await client.query<{ key: string }>('select private.create_demo_api_key() as key');
      const key = made.rows[0]?.key;
      if (key) storeSecrets(home, { ...secrets, demoApiKey: key });
      return { hasUser: true, apiKey: key ?? null };
    }
    return { hasUser: true, apiKey: secrets.demoApiKey };
  } finally {
    await client.end();
  }
}
