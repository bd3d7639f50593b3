import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from '../local/bootstrap';
import { onInterrupt } from '../local/interrupt';
import { startLite } from '../local/lite';
import { applyMigrations, applySeed, readMigrations } from '../local/migrations';
import { runScript, StackProblem } from '../local/problem';
import { readSecrets } from '../local/secrets';
import { DEMO, DEMO_CUSTOMER, prepareDemo } from '../local/stack';
import { block, mailBlock } from '../local/terminal';

/**
 * The steps of the local stack as containers of docker-compose.yml: `secrets`, `migrate`, and `lite`. Where things are
 * comes from the environment, what is secret is made up at the first start and kept in a volume.
 */
const steps: Record<string, () => Promise<void>> = { secrets, migrate, lite };

runScript(async () => {
  const step = steps[process.argv[2] ?? ''];
  if (!step) throw new StackProblem(`Say one of ${Object.keys(steps).join(', ')}.`);
  await step();
});

function setting(name: string): string {
  const value = process.env[name]?.trim();
  if (!value) throw new StackProblem(`${name} is not set: docker-compose.yml sets it.`);
  return value;
}

function adminUrl(): string {
  const { postgresPassword } = readSecrets(setting('SECRETS_FOLDER'));
  return `postgresql://postgres:${encodeURIComponent(postgresPassword)}@${setting('POSTGRES_ADDRESS')}/postgres`;
}

/** Made up once. Each container gets a file with what it needs: the app none of the administrator's. */
async function secrets(): Promise<void> {
  const folder = setting('SECRETS_FOLDER');
  const { postgresPassword, appPassword, jwtSecret, publishableKey } = readSecrets(folder);
  const keep = (file: string, text: string) => writeFileSync(file, text, { mode: 0o600 });
  const lines = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  keep(join(folder, 'postgres-password'), postgresPassword);
  keep(join(folder, 'jobs.env'), lines({ ADMIN_DATABASE_URL: adminUrl() }));
  const address = setting('POSTGRES_ADDRESS');
  keep(
    join(setting('APP_FOLDER'), 'app.env'),
    lines({
      SUPABASE_PUBLISHABLE_KEY: publishableKey,
      SUPABASE_JWT_SECRET: jwtSecret,
      DATABASE_URL: `postgresql://drawdown:${encodeURIComponent(appPassword)}@${address}/postgres`,
    }),
  );
  console.log('Secrets are in place.');
}

async function migrate(): Promise<void> {
  const folder = setting('SECRETS_FOLDER');
  const stored = readSecrets(folder);
  const url = adminUrl();
  await bootstrap(url, { appPassword: stored.appPassword });
  const migrations = readMigrations(join('supabase', 'migrations'));
  const applied = await applyMigrations(url, migrations);
  console.log(`${applied.length} of ${migrations.length} migrations applied.`);
  if (process.env['SAMPLE_DATA'] !== 'no') {
    console.log(`Sample data: ${await applySeed(url, join('supabase', 'seed.sql'))}.`);
  }
  const { hasUser, apiKey } = await prepareDemo(url, folder, stored);
  const rows: [string, string][] = [['Dashboard', setting('APP_URL')]];
  if (hasUser) {
    rows.push(['Sign in', `${DEMO.email} with the password ${DEMO.password}`]);
    rows.push(['Portal', `${DEMO_CUSTOMER} with the same password`]);
  }
  if (apiKey) rows.push(['API key', apiKey]);
  console.log(`\n${block(rows)}\n`);
}

async function lite(): Promise<void> {
  const stored = readSecrets(setting('SECRETS_FOLDER'));
  const folder = setting('WORK_FOLDER');
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, 'ready'), { force: true });
  const interrupt = onInterrupt(() => undefined);
  const appUrl = setting('APP_URL');
  const service = await startLite({
    databaseUrl: adminUrl(),
    port: Number(setting('PORT')),
    host: setting('HOST'),
    siteUrl: appUrl,
    jwtSecret: stored.jwtSecret,
    publishableKey: stored.publishableKey,
    secretKey: stored.secretKey,
    configFile: join(folder, 'lite.toml'),
    logFile: join(folder, 'lite.log'),
    onMail: (mail) => console.log(mailBlock(mail, appUrl)),
  });
  writeFileSync(join(folder, 'ready'), '');
  console.log('Supabase Lite is up: Auth, REST and Studio.');
  const ended = await Promise.race([
    interrupt.asked.then(() => 'asked' as const),
    service.exited.then(() => 'failed' as const),
  ]);
  await service.stop();
  if (ended === 'failed') throw new StackProblem('Supabase Lite ended unexpectedly.');
}
